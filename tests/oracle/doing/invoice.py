"""What is done to invoices."""

from tests.model import may
from tests.model.world import DEALS, INVOICES, Deal, Invoice, Key
from tests.oracle.act import UNSET, Act
from tests.oracle.doing.company import remove
from tests.oracle.doing.deal import put_customer


def create(act: Act, customer: Key, deal: Key | None = None, confirmed: bool = False) -> None:
    """Draft an invoice."""
    act.with_module(INVOICES)
    invoice = Invoice(act.new, act.account, "Draft invoice")
    put_customer(act, invoice, customer)
    if deal:
        act.names(DEALS)
    found = act.world.records.get(deal or "")
    if deal and not (isinstance(found, Deal) and may.reads(act.world, act.viewer, found)):
        act.refuse("NOT_FOUND")
    invoice.deal = deal
    act.world.records[act.new] = invoice
    act.keep_access(invoice, confirmed=confirmed)
    act.event_of("INVOICE_CREATED", invoice)


def update(act: Act, id: Key, customer: Key = UNSET, confirmed: bool = False) -> None:
    """Say whom a draft is for."""
    invoice = act.updating(Invoice, id)
    before = invoice.customer
    if customer is not UNSET:
        put_customer(act, invoice, customer)
    if invoice.customer != before:
        if invoice.status != "DRAFT":
            act.refuse("INVALID")
        invoice.version += 1
        act.event_of("INVOICE_UPDATED", invoice)
    act.keep_access(invoice, confirmed=confirmed)


def book(act: Act, id: Key) -> None:
    """Give a draft its number."""
    invoice = act.updating(Invoice, id)
    if invoice.status != "DRAFT":
        act.refuse("INVALID")
    number = act.world.next_number(act.account, "INVOICE")
    invoice.label, invoice.status = f"Invoice {number}", "OUTSTANDING"
    invoice.version += 1
    act.event_of("INVOICE_BOOKED", invoice)


def send(act: Act, id: Key) -> None:
    """Say that it was sent."""
    invoice = act.updating(Invoice, id)
    if invoice.status == "DRAFT":
        act.refuse("INVALID")
    invoice.version += 1
    act.event_of("INVOICE_SENT", invoice)


def pay(act: Act, id: Key) -> None:
    """Say that it was paid."""
    invoice = act.updating(Invoice, id)
    if invoice.status != "OUTSTANDING":
        act.refuse("INVALID")
    invoice.status = "PAID"
    invoice.version += 1
    act.event_of("INVOICE_PAID", invoice)


def delete(act: Act, id: Key) -> None:
    """Delete a draft."""
    invoice = act.deleting(Invoice, id)
    if invoice.status != "DRAFT":
        act.refuse("INVALID")
    remove(act, id)
    act.event_of("INVOICE_DELETED", invoice)
