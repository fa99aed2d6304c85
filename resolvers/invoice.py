"""What happens to invoices."""

import datetime

from tortoise.models import Model

from notifications.events.invoice import (
    InvoiceBooked,
    InvoiceCreated,
    InvoiceDeleted,
    InvoicePaid,
    InvoiceSent,
    InvoiceUpdated,
)
from orm.account import Account
from orm.invoice import Invoice, InvoiceStatus
from orm.record import Columns, Record, RecordKind
from permissions.deal import DealAccess
from permissions.invoice import InvoiceAccess
from permissions.project import ProjectAccess
from permissions.rule import Permission
from permissions.viewer import Viewer
from resolvers.custom_field.value import Fields, put_all, put_first
from resolvers.write.customer import customer_of, put_customer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_row, is_hidden
from resolvers.write.money import money
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import creating, deleting, updating

#: What an invoice can be about beside its customer.
ABOUT: dict[str, Permission[Model]] = {"deal": DealAccess.read, "project": ProjectAccess.read}
#: The columns that stay as they are once it is booked, and their names in inputs.
BOOKED = {
    "company_id": "customer",
    "contact_id": "customer",
    "total_cents": "total",
    "currency": "total",
}


async def create(
    viewer: Viewer,
    *,
    confirm_loss_of_access: bool = False,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Draft an invoice."""
    invoice = Invoice(account_id=viewer.account_id)
    async with creating(
        viewer, InvoiceAccess.create, invoice, confirm_loss_of_access=confirm_loss_of_access
    ) as emit:
        await _set(viewer, invoice, columns)
        puts = await put_first(viewer, invoice, custom_fields)
        emit(InvoiceCreated.to(invoice), puts)
    return int(invoice.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Change what is known of an invoice; to whom and how much, of a draft only."""
    async with updating(
        viewer,
        InvoiceAccess.update,
        id,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
    ) as (invoice, emit):
        before = Snapshot.of(invoice)
        await _set(viewer, invoice, columns)
        if invoice.status is not InvoiceStatus.DRAFT:
            for column, name in BOOKED.items():
                if getattr(invoice, column) != before.columns[column]:
                    raise invalid(UserErrorCode.INVALID, "It is booked, so this stays.", name)
        puts = await put_all(viewer, invoice, custom_fields)
        if puts or before.changed(invoice):
            emit(InvoiceUpdated.to(invoice), puts)
    return id


async def book(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Give a draft the account's next number."""
    async with updating(viewer, InvoiceAccess.book, id, version=version) as (invoice, emit):
        if invoice.status is not InvoiceStatus.DRAFT:
            raise invalid(UserErrorCode.INVALID, "It is booked already.", "id")
        invoice.number = await _next_number(viewer)
        invoice.status = InvoiceStatus.OUTSTANDING
        invoice.booked_at = datetime.datetime.now(datetime.UTC)
        emit(InvoiceBooked.to(invoice, customer=await customer_of(invoice)))
    return id


async def send(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Say that an invoice was sent to the customer, maybe once more."""
    async with updating(viewer, InvoiceAccess.send, id, version=version) as (invoice, emit):
        _check_booked(invoice)
        invoice.sent_at = datetime.datetime.now(datetime.UTC)
        emit(InvoiceSent.to(invoice, customer=await customer_of(invoice)))
    return id


async def pay(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Say that an invoice was paid."""
    async with updating(viewer, InvoiceAccess.pay, id, version=version) as (invoice, emit):
        _check_booked(invoice)
        if invoice.status is InvoiceStatus.PAID:
            raise invalid(UserErrorCode.INVALID, "It is paid already.", "id")
        invoice.status = InvoiceStatus.PAID
        invoice.paid_at = datetime.datetime.now(datetime.UTC)
        emit(InvoicePaid.to(invoice, customer=await customer_of(invoice)))
    return id


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a draft; what has a number stays."""
    async with deleting(viewer, InvoiceAccess.delete, id, version=version) as (invoice, emit):
        if invoice.status is not InvoiceStatus.DRAFT:
            raise invalid(UserErrorCode.INVALID, "It is booked; only drafts can go.", "id")
        emit(InvoiceDeleted.to(invoice))
    return id


async def leave(record: Record) -> list[tuple[RecordKind, int]]:
    """Let the invoices of a deal or a project no longer name it; answers which they are."""
    key = f"{record.kind.lower()}_id"
    invoices = await Invoice.filter(**{key: record.id}).order_by("id")
    ids = [invoice.id for invoice in invoices]
    await Invoice.change_all(ids, **{key: None})
    return [(RecordKind.INVOICE, id_) for id_ in ids]


async def _next_number(viewer: Viewer) -> str:
    """The account's next number; its row is locked, so that nobody else takes it."""
    account = await Account.get(id=viewer.account_id)
    account.last_invoice += 1
    # One that was imported has its number from elsewhere.
    while await Invoice.exists(account_id=account.id, number=str(account.last_invoice)):
        account.last_invoice += 1
    await account.save(update_fields=["last_invoice"])
    return str(account.last_invoice)


def _check_booked(invoice: Invoice) -> None:
    if invoice.status is InvoiceStatus.DRAFT:
        raise invalid(UserErrorCode.INVALID, "It is a draft; book it first.", "id")


async def _set(viewer: Viewer, invoice: Invoice, columns: Columns) -> None:
    """Put what was given on an invoice. Raises Invalid."""
    if "customer" in columns:
        await put_customer(viewer, invoice, columns.pop("customer"))
    if "total" in columns:
        cents, invoice.currency = money(columns.pop("total"), invoice.currency, "total")
        invoice.total_cents = cents or 0
    for name, read in ABOUT.items():
        if name in columns:
            await _put(viewer, invoice, name, columns.pop(name), read)
    invoice.update_from_dict(columns)


async def _put(
    viewer: Viewer, invoice: Invoice, name: str, named: int | None, read: Permission[Model]
) -> None:
    """Put what it is about on an invoice; what is hidden from the viewer stays. Raises Invalid."""
    column = f"{name}_id"
    if named is not None:
        await find_row(viewer, read, named, path=name)
    elif await is_hidden(viewer, read, getattr(invoice, column)):
        return
    setattr(invoice, column, named)
