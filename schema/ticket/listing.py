"""Which tickets a list has, and in which order."""

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


@strawberry.enum(description="What tickets can be ordered by.")
class TicketOrderField(Enum):
    """What tickets can be ordered by; the value is the column."""

    NUMBER = "number"
    SUBJECT = "subject"
    STATUS = "status"
    CLOSED_AT = "closed_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@strawberry.input(description="Which tickets; all that is said must hold.")
class TicketFilter:
    """Which tickets."""

    assigned_to: ResponsibleFilter | None = compare(
        "Who is responsible.", Responsible("assigned_to_id")
    )
    status: list[TicketStatus] | None = compare("One of these.", Among("status"))
    inbox: list[strawberry.ID] | None = compare(
        "In one of these inboxes.", Names("inbox_id", "Inbox")
    )
    company: list[strawberry.ID] | None = compare(
        "Of one of these companies.", Names("company_id", "Company")
    )
    contact: list[strawberry.ID] | None = compare(
        "Of one of these contacts.", Names("contact_id", "Contact")
    )
    is_closed: bool | None = compare("Whether it is closed.", IsNull("closed_at", when=False))
    closed_at: DateTimeRange | None = compare("When closed.", Between("closed_at", "timestamp"))
    created_at: DateTimeRange | None = compare("When created.", Between("created_at", "timestamp"))
    custom_field: CustomFieldFilter | None = compare(
        "What it has in a custom field.", CustomField()
    )
    search: str | None = compare(
        'Text in its label, such as "#12 Broken", whatever the case.', Contains("search")
    )
    segment: strawberry.ID | None = compare("In this segment.", InSegment())
    and_: list[Annotated["TicketFilter", strawberry.lazy("schema.ticket.listing")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["TicketFilter", strawberry.lazy("schema.ticket.listing")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["TicketFilter", strawberry.lazy("schema.ticket.listing")] | None = (
        strawberry.field(name="not", description="Not this.", default=strawberry.UNSET)
    )


@strawberry.input(description="A key of an order of tickets.")
class TicketOrder:
    """A key of an order of tickets."""

    field: TicketOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )
