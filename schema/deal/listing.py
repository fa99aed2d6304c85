"""Which deals a list has, and in which order."""

from enum import Enum
from typing import Annotated

import strawberry

from orm.deal import DealStatus
from reader.filters.comparisons import Among, Between, Contains, InSegment
from reader.filters.custom_field import CustomField
from reader.filters.references import Names, NamesAny
from reader.filters.responsible import Responsible
from schema.types.customer import CUSTOMER
from schema.types.fields import compare
from schema.types.filters import (
    AmountRange,
    CustomFieldFilter,
    DateRange,
    DateTimeRange,
    OrderDirection,
    ResponsibleFilter,
)


@strawberry.enum(description="What deals can be ordered by.")
class DealOrderField(Enum):
    """What deals can be ordered by; the value is the column."""

    TITLE = "title"
    AMOUNT = "amount_cents"
    STATUS = "status"
    EXPECTED_CLOSING = "expected_closing"
    CLOSED_AT = "closed_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@strawberry.input(description="Which deals; all that is said must hold.")
class DealFilter:
    """Which deals."""

    assigned_to: ResponsibleFilter | None = compare(
        "Who is responsible.", Responsible("assigned_to_id")
    )
    second_assigned_to: ResponsibleFilter | None = compare(
        "Who else is.", Responsible("second_assigned_to_id")
    )
    status: list[DealStatus] | None = compare("One of these.", Among("status"))
    phase: list[strawberry.ID] | None = compare("One of these.", Names("phase_id", "Phase"))
    company: list[strawberry.ID] | None = compare(
        "For one of these companies.", Names("company_id", "Company")
    )
    contact: list[strawberry.ID] | None = compare(
        "For one of these contacts.", Names("contact_id", "Contact")
    )
    has_customer: bool | None = compare(
        "Whether it has a customer that the viewer may read.", NamesAny(CUSTOMER)
    )
    amount: AmountRange | None = compare("How much.", Between("amount_cents", "hundredths"))
    currency: list[str] | None = compare("In one of these currencies.", Among("currency"))
    expected_closing: DateRange | None = compare(
        "When it is expected to end.", Between("expected_closing", "date")
    )
    closed_at: DateTimeRange | None = compare("When it ended.", Between("closed_at", "timestamp"))
    created_at: DateTimeRange | None = compare("When created.", Between("created_at", "timestamp"))
    custom_field: CustomFieldFilter | None = compare(
        "What it has in a custom field.", CustomField()
    )
    search: str | None = compare("Text in the title, whatever the case.", Contains("search"))
    segment: strawberry.ID | None = compare("In this segment.", InSegment())
    and_: list[Annotated["DealFilter", strawberry.lazy("schema.deal.listing")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["DealFilter", strawberry.lazy("schema.deal.listing")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["DealFilter", strawberry.lazy("schema.deal.listing")] | None = strawberry.field(
        name="not", description="Not this.", default=strawberry.UNSET
    )


@strawberry.input(description="A key of an order of deals.")
class DealOrder:
    """A key of an order of deals."""

    field: DealOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )
