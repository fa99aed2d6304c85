"""The invoice in the schema."""

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
@strawberry.type(description=f"Invoice to a customer. Visible to {InvoiceAccess.read.words}.")
class Invoice(Record):
    """Invoice to a customer."""

    number: str | None = column("Number of the invoice; null for a draft.")
    customer: Customer | None = come(
        "Company or contact that pays; null if the viewer may not read it.", OneOf(CUSTOMER)
    )
    status: InvoiceStatus = column("Whether the invoice is a draft, outstanding or paid.")
    total: Money | None = come(
        "Amount to pay.",
        Embedded(columns={"amount_cents": "total_cents", "currency": "currency"}),
    )
    deal: Deal | None = related(
        "Deal that the invoice is for; null if there is none that the viewer may read.", "deal"
    )
    project: Project | None = related(
        "Project that the invoice is for; null if there is none that the viewer may read.",
        "project",
    )
    due_on: datetime.date | None = column("Last day for the payment; null if none is set.")
    booked_at: datetime.datetime | None = column(
        "Time when the invoice got its number; null for a draft."
    )
    sent_at: datetime.datetime | None = column(
        "Time when the invoice was last sent to the customer; null if it was never sent."
    )
    paid_at: datetime.datetime | None = column(
        "Time when the invoice was paid; null if it is not paid."
    )


@strawberry.type
class InvoiceQueries:
    """Queries for invoices."""

    invoice: Invoice | None = by_id("invoice")
    invoices: Records[Invoice] = connection(
        "Invoices that the viewer may read, the latest first.",
        filter=InvoiceFilter,
        order=InvoiceOrder,
    )


__all__ = ["Invoice", "InvoiceFilter", "InvoiceOrder", "InvoiceQueries"]
