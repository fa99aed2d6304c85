"""A deal, as clients see it."""

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
@strawberry.type(description=f"What may be sold. Visible to {DealAccess.read.words}.")
class Deal(Record):
    """What may be sold."""

    title: str = column("What it is called.")
    customer: Customer | None = come(
        "To whom; null where there is none or the viewer may not read it.",
        OneOf(CUSTOMER),
    )
    phase: Phase = related("How far it is.", "phase")
    status: DealStatus = column("How it ended, if it did.")
    amount: Money | None = come("What it is worth.", Embedded(null_with="amount_cents"))
    expected_closing: datetime.date | None = column("When it is expected to end.")
    closed_at: datetime.datetime | None = column("When it ended.")
    closing_reason: str | None = column("Why it ended so.")
    assigned_to: LazyUser = related("Who is responsible for it.", "assigned_to")
    second_assigned_to: LazyUser | None = related(
        "Who else is; counts while the account has SECOND_ACCOUNT_MANAGER.", "second_assigned_to"
    )
    quotations: list[Quotation] = come("What was offered.", Many(on={"deal_id": "id"}))
    invoices: Records[LazyInvoice] = connection(
        "What is to be paid for it.",
        Many(on={"deal_id": "id"}),
        filter=LazyInvoiceFilter,
        order=LazyInvoiceOrder,
    )


@strawberry.type
class DealQueries:
    """The roots that read deals."""

    deal: Deal | None = by_id("A deal.")
    deals: Records[Deal] = connection(
        "The deals that the viewer may read, by title.", filter=DealFilter, order=DealOrder
    )


__all__ = ["Deal", "DealFilter", "DealOrder", "DealQueries"]
