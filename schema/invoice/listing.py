"""Filter and order for lists of invoices."""

from enum import Enum

import strawberry

from orm.invoice import InvoiceStatus
from orm.record import RecordKind
from reader.filters.comparisons import Among, Between, Contains
from reader.filters.references import Names
from reader.filters.responsible import Responsible
from schema.types.fields import compare
from schema.types.filters import (
    AmountRange,
    DateRange,
    DateTimeRange,
    OrderDirection,
    ResponsibleFilter,
)
from schema.types.record_filter import record_filter


@strawberry.enum(description="Field that invoices can be sorted by.")
class InvoiceOrderField(Enum):
    """Field that invoices can be sorted by; the value is the column."""

    TOTAL = "total_cents"
    STATUS = "status"
    DUE_ON = "due_on"
    BOOKED_AT = "booked_at"
    SENT_AT = "sent_at"
    PAID_AT = "paid_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@record_filter(RecordKind.INVOICE)
class InvoiceFilter:
    """Filter for invoices; all conditions that are given must hold."""

    account_manager: ResponsibleFilter | None = compare(
        "Condition on the account manager of the company that pays, if the viewer may read it.",
        Responsible("company__account_manager_id"),
    )
    status: list[InvoiceStatus] | None = compare(
        "Statuses; the invoice must have one of them.", Among("status")
    )
    number: list[str] | None = compare(
        "Numbers; the invoice must have one of them.", Among("number")
    )
    company: list[strawberry.ID] | None = compare(
        "Ids of companies; one of them must be the customer of the invoice.",
        Names("company_id", "Company"),
    )
    contact: list[strawberry.ID] | None = compare(
        "Ids of contacts; one of them must be the customer of the invoice.",
        Names("contact_id", "Contact"),
    )
    deal: list[strawberry.ID] | None = compare(
        "Ids of deals; the invoice must be for one of them.", Names("deal_id", "Deal")
    )
    total: AmountRange | None = compare(
        "Range of the amount to pay, in any currency.", Between("total_cents", "hundredths")
    )
    currency: list[str] | None = compare(
        "Codes of currencies in ISO 4217; the amount to pay must be in one of them.",
        Among("currency"),
    )
    due_on: DateRange | None = compare(
        "Range of the last day for the payment.", Between("due_on", "date")
    )
    booked_at: DateTimeRange | None = compare(
        "Range of the time when the invoice got its number.", Between("booked_at", "timestamp")
    )
    paid_at: DateTimeRange | None = compare(
        "Range of the time when the invoice was paid.", Between("paid_at", "timestamp")
    )
    created_at: DateTimeRange | None = compare(
        "Range of the time when the invoice was created.", Between("created_at", "timestamp")
    )
    search: str | None = compare(
        "Text that the label of the invoice contains, ignoring case. The label has the number.",
        Contains("search"),
    )


@strawberry.input(description="Sort key for invoices.")
class InvoiceOrder:
    """Sort key for invoices."""

    field: InvoiceOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection | None = strawberry.field(
        description="Direction to sort in; ASC if left out.", default=strawberry.UNSET
    )
