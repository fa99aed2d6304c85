"""How the shared inbox is doing."""

import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from tortoise.expressions import Q

from orm.ticket import TicketStatus
from reader.sources.figures import Average, ByUser, Percentile, Spread, Tally, WhoseFigures
from reader.sources.statistics import Statistics
from schema.types.fields import argument, come, with_arguments

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]
CLOSED: dict[str, Any] = {"status": TicketStatus.CLOSED}


@strawberry.type(description="How long something took, in seconds; null where it never was.")
class Duration:
    """How long something took."""

    median: int | None = come("What half of them did not exceed.", Percentile(50))
    p90: int | None = come("What nine in ten did not exceed.", Percentile(90))


@strawberry.type(description="Figures of tickets, all of them created in the range.")
class TicketFigures:
    """Figures of tickets."""

    new: int = come("How many there are.", Tally())
    closed: int = come(
        "How many are closed now, without those closed automatically.",
        Tally(Q(**CLOSED, closed_automatically=False)),
    )
    closed_automatically: int = come(
        "How many are closed now since the customer did not answer.",
        Tally(Q(**CLOSED, closed_automatically=True)),
    )
    unresolved: int = come(
        "How many are not closed.",
        Tally(Q(status__in=[status for status in TicketStatus if status not in CLOSED.values()])),
    )
    reopened: int = come(
        "How many ever went from closed to another status.", Tally(Q(reopened=True))
    )
    average_replies_to_close: float | None = come(
        "How many answers colleagues sent, on average, in those that are closed now, automatically"
        " or not; to two decimals, and null where none is closed.",
        Average("reply_count", Q(**CLOSED)),
    )
    first_reply_time: Duration = come(
        "From the creation to the first answer of a colleague.",
        Spread("created_at", "first_reply_at"),
    )
    time_to_close: Duration = come(
        "From the creation to the end of those that are closed now.",
        Spread("created_at", "closed_at"),
    )


@strawberry.type(description="Figures of the tickets that one user is responsible for.")
class AssigneeStatistics(TicketFigures):
    """Figures of the tickets that one user is responsible for."""

    user: LazyUser | None = come("Who is responsible; null for nobody.", WhoseFigures())


@strawberry.type(description="How the shared inbox is doing.")
class TicketStatistics(TicketFigures):
    """How the shared inbox is doing."""

    by_assignee: list[AssigneeStatistics] = come(
        "The same for each who is responsible now, those of nobody last.", ByUser()
    )


@strawberry.type
class StatisticsQueries:
    """The root that reads statistics."""

    ticket_statistics: TicketStatistics = with_arguments(
        come(
            "Figures of the tickets created in a range of days, in UTC.",
            Statistics("Ticket", moment="created_at", by="assigned_to_id"),
        ),
        argument("from_", datetime.date, "The first day."),
        argument("to", datetime.date, "The last day."),
        argument("users", list[strawberry.ID] | None, "Only those of these users."),
        argument("segment", strawberry.ID | None, "Only those in this segment of tickets."),
        argument("inbox", strawberry.ID | None, "Only those in this inbox."),
    )
