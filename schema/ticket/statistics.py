"""The statistics of tickets in the schema."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry
from tortoise.expressions import Q

from orm.record import Columns
from orm.ticket import TicketStatus
from reader.sources.figures import Average, ByUser, Percentile, Spread, Tally, WhoseFigures
from reader.sources.statistics import Statistics
from schema.types.fields import argument, come, with_arguments

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]
CLOSED: Columns = {"status": TicketStatus.CLOSED}


@strawberry.type(
    description="Statistics of durations, in seconds. Both are null if nothing was measured."
)
class Duration:
    """Statistics of durations, in seconds. Both are null if nothing was measured."""

    median: int | None = come(
        "Median in seconds: half of the durations are not longer.", Percentile(50)
    )
    p90: int | None = come(
        "90th percentile in seconds: nine in ten durations are not longer.", Percentile(90)
    )


@strawberry.type(description="Statistics of tickets that were created in the range.")
class TicketFigures:
    """Statistics of tickets that were created in the range."""

    new: int = come("Number of tickets that were created in the range.", Tally())
    closed: int = come(
        "Number of these tickets that are closed now, without those that were closed"
        " automatically.",
        Tally(Q(**CLOSED, closed_automatically=False)),
    )
    closed_automatically: int = come(
        "Number of these tickets that are closed now because the customer did not answer.",
        Tally(Q(**CLOSED, closed_automatically=True)),
    )
    unresolved: int = come(
        "Number of these tickets that are not closed now.",
        Tally(Q(status__in=[status for status in TicketStatus if status not in CLOSED.values()])),
    )
    reopened: int = come(
        "Number of these tickets that were ever opened again after they were closed.",
        Tally(Q(reopened=True)),
    )
    average_replies_to_close: float | None = come(
        "Average number of replies of colleagues in the tickets that are closed now, with two"
        " decimals; null if none is closed. Tickets that were closed automatically are"
        " included.",
        Average("reply_count", Q(**CLOSED)),
    )
    first_reply_time: Duration = come(
        "Time from the creation of a ticket to the first reply of a colleague.",
        Spread("created_at", "first_reply_at"),
    )
    time_to_close: Duration = come(
        "Time from the creation of a ticket to its closing, for tickets that are closed now.",
        Spread("created_at", "closed_at"),
    )


@strawberry.type(description="Statistics of the tickets that one user is responsible for.")
class AssigneeStatistics(TicketFigures):
    """Statistics of the tickets that one user is responsible for."""

    user: LazyUser | None = come(
        "User who is responsible for the tickets; null for the tickets that nobody is"
        " responsible for.",
        WhoseFigures(),
    )


@strawberry.type(description="Statistics of the tickets that were created in a range of days.")
class TicketStatistics(TicketFigures):
    """Statistics of the tickets that were created in a range of days."""

    by_assignee: list[AssigneeStatistics] = come(
        "The same statistics for each user who is responsible now; tickets that nobody is"
        " responsible for come last.",
        ByUser(),
    )


@strawberry.type
class StatisticsQueries:
    """Queries for statistics."""

    ticket_statistics: TicketStatistics = with_arguments(
        come(
            "Statistics of the tickets that were created in a range of days, in UTC.",
            Statistics("Ticket", moment="created_at", by="assigned_to_id"),
        ),
        argument("from_", datetime.date, "First day of the range."),
        argument("to", datetime.date, "Last day of the range; it is included."),
        argument(
            "users",
            list[strawberry.ID] | None,
            "Ids of users: only tickets that one of them is responsible for.",
        ),
        argument(
            "segment", strawberry.ID | None, "Id of a segment of tickets: only tickets in it."
        ),
        argument("inbox", strawberry.ID | None, "Id of an inbox: only tickets in it."),
    )
