"""The customer that an input names: a company or a contact."""

from typing import Any

from orm.company import Company
from orm.contact import Contact
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.rule import Permission
from permissions.viewer import Viewer
from resolvers.picking import find

#: A type and an id, as an input has read them.
Named = tuple[str, int]
READ: dict[str, Permission] = {"Company": CompanyAccess.read, "Contact": ContactAccess.read}


async def put_customer(viewer: Viewer, row: Any, named: Named | None) -> None:
    """Put a company or a contact, or neither, on a row as its customer. Raises Invalid.

    Who is the customer already may be named again by whoever does not see them.
    """
    now = {"Company": row.company_id, "Contact": row.contact_id}
    if named is not None and now[named[0]] != named[1]:
        await find(viewer, READ[named[0]], named[1], path="customer")
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
