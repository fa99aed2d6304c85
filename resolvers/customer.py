"""The customer that an input names: a company or a contact."""

from typing import Any

from orm.company import Company
from orm.contact import Contact
from orm.deal import Deal
from orm.invoice import Invoice
from orm.project import ProjectCustomer
from orm.ticket import Ticket
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.rule import Permission
from permissions.viewer import Viewer
from resolvers.errors import UserErrorCode, invalid
from resolvers.picking import find, is_hidden

#: A type and an id, as an input has read them.
Named = tuple[str, int]
#: What can be for a customer, as people call it.
USES: dict[str, Any] = {
    "deals": Deal,
    "invoices": Invoice,
    "projects": ProjectCustomer,
    "tickets": Ticket,
}
READ: dict[str, Permission] = {"Company": CompanyAccess.read, "Contact": ContactAccess.read}


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


async def refuse_while_used(customer: Company | Contact) -> None:
    """Refuse to delete whom something is for. Raises Invalid."""
    column = f"{customer.kind.lower()}_id"
    left = [name for name, model in USES.items() if await model.exists(**{column: customer.id})]
    if left:
        *others, last = left
        named = f"{', '.join(others)} and {last}" if others else last
        raise invalid(UserErrorCode.INVALID, f"It has {named}; delete or move them first.", "id")
