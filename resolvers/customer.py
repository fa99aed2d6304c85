"""The customer that an input names: a company or a contact."""

from typing import Any

from tortoise.expressions import Q
from tortoise.models import Model

from orm.company import Company
from orm.contact import Contact
from orm.deal import Deal
from orm.invoice import Invoice
from orm.project import ProjectCustomer
from orm.ticket import Ticket
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.deal import DealAccess
from permissions.invoice import InvoiceAccess
from permissions.project import ProjectAccess
from permissions.rule import Access, Ids, Permission
from permissions.ticket import TicketAccess
from permissions.viewer import Viewer
from resolvers.errors import UserErrorCode, invalid
from resolvers.picking import find, is_hidden

#: A type and an id, as an input has read them.
Named = tuple[str, int]
#: What can be for a customer, as people call it, and where that is kept.
USES: dict[str, tuple[type[Access[Any]], type[Model], str]] = {
    "deals": (DealAccess, Deal, "id"),
    "invoices": (InvoiceAccess, Invoice, "id"),
    "projects": (ProjectAccess, ProjectCustomer, "project_id"),
    "tickets": (TicketAccess, Ticket, "id"),
}
READ: dict[str, Permission[Any]] = {"Company": CompanyAccess.read, "Contact": ContactAccess.read}


async def put_customer(viewer: Viewer, row: Any, named: Named | None) -> None:
    """Put a company or a contact, or neither, on a row as its customer. Raises Invalid.

    Whoever does not see the customer can neither find out who it is by naming some, nor take them
    away by naming nobody.
    """
    if named is not None:
        await find(viewer, READ[named[0]], named[1], path="customer")
    else:
        for kind, read in READ.items():
            if await is_hidden(viewer, read, getattr(row, f"{kind.lower()}_id")):
                return
    ids = dict([named] if named else ())
    row.company_id, row.contact_id = ids.get("Company"), ids.get("Contact")


async def customer_of(row: Any) -> str:
    """What the customer of a row is called, or "nobody"."""
    customer: Company | Contact | None = None
    if row.company_id is not None:
        customer = await Company.get(id=row.company_id)
    elif row.contact_id is not None:
        customer = await Contact.get(id=row.contact_id)
    return customer.label if customer else "nobody"


async def refuse_while_used(viewer: Viewer, customer: Company | Contact) -> None:
    """Refuse to delete whom something is for; what is named is what the viewer sees some of.

    Raises Invalid.
    """
    column, used, seen = f"{customer.kind.lower()}_id", False, list[str]()
    for name, (access, model, key) in USES.items():
        if not await model.exists(**{column: customer.id}):
            continue
        used, readable = True, access.permissions()["read"].where(viewer)
        some = Ids(model, Q(**{column: customer.id}), key)
        if readable is not None and await access.model.exists(readable & Q(id__in=some)):
            seen.append(name)
    if seen:
        *others, last = seen
        named = f"{', '.join(others)} and {last}" if others else last
        raise invalid(UserErrorCode.INVALID, f"It has {named}; delete or move them first.", "id")
    if used:
        message = "Something that you do not see is for it, so it stays."
        raise invalid(UserErrorCode.INVALID, message, "id")
