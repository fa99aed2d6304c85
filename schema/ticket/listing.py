"""Filter and order for lists of tickets."""

from enum import Enum
from typing import Annotated

import strawberry

from orm.ticket import TicketStatus
from reader.filters.comparisons import Among, Between, Contains, InSegment, IsNull
from reader.filters.custom_field import CustomField
from reader.filters.references import Names
from reader.filters.responsible import Responsible
from schema.types.fields import compare
from schema.types.filters import CustomFieldFilter, DateTimeRange, OrderDirection, ResponsibleFilter


@strawberry.enum(description="Field that tickets can be sorted by.")
class TicketOrderField(Enum):
    """Field that tickets can be sorted by; the value is the column."""

    NUMBER = "number"
    SUBJECT = "subject"
    STATUS = "status"
    CLOSED_AT = "closed_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@strawberry.input(description="Filter for tickets; all conditions that are given must hold.")
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
    custom_field: CustomFieldFilter | None = compare(
        "Condition on the value of a custom field of the ticket.", CustomField()
    )
    search: str | None = compare(
        'Text that the label of the ticket contains, ignoring case. A label looks like "#12'
        ' Broken".',
        Contains("search"),
    )
    segment: strawberry.ID | None = compare(
        "Id of a segment; the ticket must be in it.", InSegment()
    )
    and_: list[Annotated["TicketFilter", strawberry.lazy("schema.ticket.listing")]] | None = (
        strawberry.field(
            name="and", description="Filters that must all hold.", default=strawberry.UNSET
        )
    )
    or_: list[Annotated["TicketFilter", strawberry.lazy("schema.ticket.listing")]] | None = (
        strawberry.field(
            name="or",
            description="Filters of which at least one must hold.",
            default=strawberry.UNSET,
        )
    )
    not_: Annotated["TicketFilter", strawberry.lazy("schema.ticket.listing")] | None = (
        strawberry.field(
            name="not", description="Filter that must not hold.", default=strawberry.UNSET
        )
    )


@strawberry.input(description="Sort key for tickets.")
class TicketOrder:
    """Sort key for tickets."""

    field: TicketOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection | None = strawberry.field(
        description="Direction to sort in; ASC if left out.", default=strawberry.UNSET
    )
