"""The deal in the schema."""

import datetime

import strawberry

from orm.deal import Deal as OrmDeal
from orm.deal import DealStatus
from permissions.deal import DealAccess
from reader.sources.columns import Embedded
from reader.sources.many import Many
from reader.sources.related import OneOf
from schema.company import LazyInvoice, LazyInvoiceFilter, LazyInvoiceOrder, LazyUser
from schema.deal.listing import DealFilter, DealOrder
from schema.pipeline import Phase
from schema.quotation import Quotation
from schema.types.customer import CUSTOMER, Customer
from schema.types.fields import by_id, column, come, connection, entity, related
from schema.types.money import Money
from schema.types.paging import Records
from schema.types.record import Record


@entity(OrmDeal, DealAccess, order=("title",), label="title")
@strawberry.type(description=f"Possible sale to a customer. Visible to {DealAccess.read.words}.")
class Deal(Record):
    """Possible sale to a customer."""

    title: str = column("Title of the deal.")
    customer: Customer | None = come(
        "Company or contact that may buy; null if there is none that the viewer may read.",
        OneOf(CUSTOMER),
    )
    phase: Phase = related("Phase of the pipeline that the deal is in.", "phase")
    status: DealStatus = column("Whether the deal is open, won or lost.")
    amount: Money | None = come(
        "Value of the deal; null if it is not known.", Embedded(null_with="amount_cents")
    )
    expected_closing: datetime.date | None = column(
        "Day when the deal is expected to close; null if it is not known."
    )
    closed_at: datetime.datetime | None = column(
        "Time when the deal was won or lost; null while it is open."
    )
    closing_reason: str | None = column(
        "Reason why the deal was won or lost; null if none was given."
    )
    assigned_to: LazyUser = related("User who is responsible for the deal.", "assigned_to")
    second_assigned_to: LazyUser | None = related(
        "Second user who is responsible for the deal; null if there is none. Has an effect"
        " only while the account has the feature SECOND_ACCOUNT_MANAGER.",
        "second_assigned_to",
    )
    quotations: list[Quotation] = come(
        "Quotations of the deal, the oldest first.", Many(on={"deal_id": "id"})
    )
    invoices: Records[LazyInvoice] = connection(
        "Invoices for the deal.",
        Many(on={"deal_id": "id"}),
        filter=LazyInvoiceFilter,
        order=LazyInvoiceOrder,
    )


@strawberry.type
class DealQueries:
    """Queries for deals."""

    deal: Deal | None = by_id("deal")
    deals: Records[Deal] = connection(
        "Deals that the viewer may read, by title.", filter=DealFilter, order=DealOrder
    )


__all__ = ["Deal", "DealFilter", "DealOrder", "DealQueries"]
