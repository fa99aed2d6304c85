"""An invoice, as clients see it."""

import datetime

import strawberry

from orm.invoice import Invoice as OrmInvoice
from orm.invoice import InvoiceStatus
from permissions.invoice import InvoiceAccess
from reader.sources.columns import Embedded
from reader.sources.related import OneOf
from schema.deal import Deal
from schema.invoice.listing import InvoiceFilter, InvoiceOrder
from schema.project import Project
from schema.types.customer import CUSTOMER, Customer
from schema.types.fields import by_id, column, come, connection, entity, related
from schema.types.money import Money
from schema.types.paging import Records
from schema.types.record import Record


@entity(OrmInvoice, InvoiceAccess, order=("-id",), label="called")
@strawberry.type(description=f"What a customer has to pay. Visible to {InvoiceAccess.read.words}.")
class Invoice(Record):
    """What a customer has to pay."""

    number: str | None = column("Its number; null for a draft.")
    customer: Customer | None = come(
        "Who pays; null where the viewer may not read them.", OneOf(CUSTOMER)
    )
    status: InvoiceStatus = column("How far it is.")
    total: Money | None = come(
        "How much is to be paid.",
        Embedded(columns={"amount_cents": "total_cents", "currency": "currency"}),
    )
    deal: Deal | None = related(
        "For which deal; null where there is none or the viewer may not read it.", "deal"
    )
    project: Project | None = related(
        "For which project; null where there is none or the viewer may not read it.", "project"
    )
    due_on: datetime.date | None = column("Until when it is to be paid.")
    booked_at: datetime.datetime | None = column("When it got its number.")
    sent_at: datetime.datetime | None = column("When it was sent to the customer last.")
    paid_at: datetime.datetime | None = column("When it was paid.")


@strawberry.type
class InvoiceQueries:
    """The roots that read invoices."""

    invoice: Invoice | None = by_id("An invoice.")
    invoices: Records[Invoice] = connection(
        "The invoices that the viewer may read, the latest first.",
        filter=InvoiceFilter,
        order=InvoiceOrder,
    )


__all__ = ["Invoice", "InvoiceFilter", "InvoiceOrder", "InvoiceQueries"]
