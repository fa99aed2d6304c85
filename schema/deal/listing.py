"""Filter and order for lists of deals."""

from enum import Enum

import strawberry

from orm.deal import DealStatus
from orm.record import RecordKind
from reader.filters.comparisons import Among, Between, Contains
from reader.filters.references import Names, NamesAny
from reader.filters.responsible import Responsible
from schema.types.customer import CUSTOMER
from schema.types.fields import compare
from schema.types.filters import (
    AmountRange,
    DateRange,
    DateTimeRange,
    OrderDirection,
    ResponsibleFilter,
)
from schema.types.record_filter import record_filter


@strawberry.enum(description="Field that deals can be sorted by.")
class DealOrderField(Enum):
    """Field that deals can be sorted by; the value is the column."""

    TITLE = "title"
    AMOUNT = "amount_cents"
    STATUS = "status"
    EXPECTED_CLOSING = "expected_closing"
    CLOSED_AT = "closed_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@record_filter(RecordKind.DEAL)
class DealFilter:
    """Filter for deals; all conditions that are given must hold."""

    assigned_to: ResponsibleFilter | None = compare(
        "Condition on the user who is responsible for the deal.", Responsible("assigned_to_id")
    )
    second_assigned_to: ResponsibleFilter | None = compare(
        "Condition on the second user who is responsible for the deal.",
        Responsible("second_assigned_to_id"),
    )
    status: list[DealStatus] | None = compare(
        "Statuses; the deal must have one of them.", Among("status")
    )
    phase: list[strawberry.ID] | None = compare(
        "Ids of phases; the deal must be in one of them.", Names("phase_id", "Phase")
    )
    company: list[strawberry.ID] | None = compare(
        "Ids of companies; one of them must be the customer of the deal.",
        Names("company_id", "Company"),
    )
    contact: list[strawberry.ID] | None = compare(
        "Ids of contacts; one of them must be the customer of the deal.",
        Names("contact_id", "Contact"),
    )
    has_customer: bool | None = compare(
        "Whether the deal has a customer that the viewer may read.", NamesAny(CUSTOMER)
    )
    amount: AmountRange | None = compare(
        "Range of the value of the deal, in any currency.", Between("amount_cents", "hundredths")
    )
    currency: list[str] | None = compare(
        "Codes of currencies in ISO 4217; the value of the deal must be in one of them.",
        Among("currency"),
    )
    expected_closing: DateRange | None = compare(
        "Range of the day when the deal is expected to close.", Between("expected_closing", "date")
    )
    closed_at: DateTimeRange | None = compare(
        "Range of the time when the deal was won or lost.", Between("closed_at", "timestamp")
    )
    created_at: DateTimeRange | None = compare(
        "Range of the time when the deal was created.", Between("created_at", "timestamp")
    )
    search: str | None = compare(
        "Text that the title of the deal contains, ignoring case.", Contains("search")
    )


@strawberry.input(description="Sort key for deals.")
class DealOrder:
    """Sort key for deals."""

    field: DealOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection | None = strawberry.field(
        description="Direction to sort in; ASC if left out.", default=strawberry.UNSET
    )
