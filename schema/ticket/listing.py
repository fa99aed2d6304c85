"""Filter and order for lists of tickets."""

from enum import Enum

import strawberry

from orm.record import RecordKind
from orm.ticket import TicketStatus
from reader.filters.comparisons import Among, Between, Contains, IsNull
from reader.filters.references import Names
from reader.filters.responsible import Responsible
from schema.types.fields import compare
from schema.types.filters import DateTimeRange, OrderDirection, ResponsibleFilter
from schema.types.record_filter import record_filter


@strawberry.enum(description="Field that tickets can be sorted by.")
class TicketOrderField(Enum):
    """Field that tickets can be sorted by; the value is the column."""

    NUMBER = "number"
    SUBJECT = "subject"
    STATUS = "status"
    CLOSED_AT = "closed_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@record_filter(RecordKind.TICKET)
class TicketFilter:
    """Filter for tickets; all conditions that are given must hold."""

    assigned_to: ResponsibleFilter | None = compare(
        "Condition on the user who is responsible for the ticket.", Responsible("assigned_to_id")
    )
    status: list[TicketStatus] | None = compare(
        "Statuses; the ticket must have one of them.", Among("status")
    )
    inbox: list[strawberry.ID] | None = compare(
        "Ids of inboxes; the ticket must be in one of them.", Names("inbox_id", "Inbox")
    )
    company: list[strawberry.ID] | None = compare(
        "Ids of companies; one of them must be the customer of the ticket.",
        Names("company_id", "Company"),
    )
    contact: list[strawberry.ID] | None = compare(
        "Ids of contacts; one of them must be the customer of the ticket.",
        Names("contact_id", "Contact"),
    )
    is_closed: bool | None = compare(
        "Whether the ticket is closed.", IsNull("closed_at", when=False)
    )
    closed_at: DateTimeRange | None = compare(
        "Range of the time when the ticket was closed.", Between("closed_at", "timestamp")
    )
    created_at: DateTimeRange | None = compare(
        "Range of the time when the ticket was created.", Between("created_at", "timestamp")
    )
    search: str | None = compare(
        'Text that the label of the ticket contains, ignoring case. A label looks like "#12'
        ' Broken".',
        Contains("search"),
    )


@strawberry.input(description="Sort key for tickets.")
class TicketOrder:
    """Sort key for tickets."""

    field: TicketOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection | None = strawberry.field(
        description="Direction to sort in; ASC if left out.", default=strawberry.UNSET
    )
