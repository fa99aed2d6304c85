"""Which invoices a list has, and in which order."""

from enum import Enum
from typing import Annotated

import strawberry

from orm.invoice import InvoiceStatus
from reader.filters.comparisons import Among, Between, Contains, InSegment
from reader.filters.custom_field import CustomField
from reader.filters.references import Names
from reader.filters.responsible import Responsible
from schema.types.fields import compare
from schema.types.filters import (
    AmountRange,
    CustomFieldFilter,
    DateRange,
    DateTimeRange,
    OrderDirection,
    ResponsibleFilter,
)


@strawberry.enum(description="What invoices can be ordered by.")
class InvoiceOrderField(Enum):
    """What invoices can be ordered by; the value is the column."""

    TOTAL = "total_cents"
    STATUS = "status"
    DUE_ON = "due_on"
    BOOKED_AT = "booked_at"
    SENT_AT = "sent_at"
    PAID_AT = "paid_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@strawberry.input(description="Which invoices; all that is said must hold.")
class InvoiceFilter:
    """Which invoices."""

    account_manager: ResponsibleFilter | None = compare(
        "Who is responsible for the company that pays, if the viewer may read it.",
        Responsible("company__account_manager_id"),
    )
    status: list[InvoiceStatus] | None = compare("One of these.", Among("status"))
    number: list[str] | None = compare("One of these.", Among("number"))
    company: list[strawberry.ID] | None = compare(
        "For one of these companies.", Names("company_id", "Company")
    )
    contact: list[strawberry.ID] | None = compare(
        "For one of these contacts.", Names("contact_id", "Contact")
    )
    deal: list[strawberry.ID] | None = compare("For one of these deals.", Names("deal_id", "Deal"))
    total: AmountRange | None = compare("How much.", Between("total_cents", "hundredths"))
    currency: list[str] | None = compare("In one of these currencies.", Among("currency"))
    due_on: DateRange | None = compare("Until when it is to be paid.", Between("due_on", "date"))
    booked_at: DateTimeRange | None = compare("When booked.", Between("booked_at", "timestamp"))
    paid_at: DateTimeRange | None = compare("When paid.", Between("paid_at", "timestamp"))
    created_at: DateTimeRange | None = compare("When created.", Between("created_at", "timestamp"))
    custom_field: CustomFieldFilter | None = compare(
        "What it has in a custom field.", CustomField()
    )
    search: str | None = compare(
        "Text in what it is called, with its number, whatever the case.", Contains("search")
    )
    segment: strawberry.ID | None = compare("In this segment.", InSegment())
    and_: list[Annotated["InvoiceFilter", strawberry.lazy("schema.invoice.listing")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["InvoiceFilter", strawberry.lazy("schema.invoice.listing")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["InvoiceFilter", strawberry.lazy("schema.invoice.listing")] | None = (
        strawberry.field(name="not", description="Not this.", default=strawberry.UNSET)
    )


@strawberry.input(description="A key of an order of invoices.")
class InvoiceOrder:
    """A key of an order of invoices."""

    field: InvoiceOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )
