"""The customer that an input names: a company or a contact."""

from typing import Protocol, cast

from tortoise.expressions import Q
from tortoise.models import Model

from orm.company import Company
from orm.contact import Contact
from orm.custom_field import CustomFieldValue
from orm.record import RecordKind
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.custom_field import CustomFieldValueAccess
from permissions.record import ACCESS
from permissions.rule import Ids, Permission
from permissions.viewer import Viewer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_row, is_hidden
from resolvers.write.words import listed

#: A type and an id, as an input has read them.
Named = tuple[str, int]
UNSEEN = "Something that you do not see is for it, so it stays."
READ: dict[str, Permission[Model]] = {"Company": CompanyAccess.read, "Contact": ContactAccess.read}


class ForCustomer(Protocol):
    """A row that is for a company or a contact, or for nobody."""

    company_id: int | None
    contact_id: int | None


async def put_customer(viewer: Viewer, row: ForCustomer, named: Named | None) -> None:
    """Put a company or a contact, or neither, on a row as its customer. Raises Invalid.

    Whoever does not see the customer can neither find out who it is by naming some, nor take them
    away by naming nobody.
    """
    if named is not None:
        await find_row(viewer, READ[named[0]], named[1], path="customer")
    else:
        for kind, read in READ.items():
            if await is_hidden(viewer, read, getattr(row, f"{kind.lower()}_id")):
                return
    ids = dict([named] if named else ())
    row.company_id, row.contact_id = ids.get("Company"), ids.get("Contact")


async def customer_of(row: Model) -> str:
    """What the customer of a row is called, or "nobody"."""
    for model in (Company, Contact):
        id_ = getattr(row, f"{model.kind.lower()}_id", None)
        if id_ is not None:
            return (await model.get(id=id_)).label
    return "nobody"


async def refuse_while_used(viewer: Viewer, customer: Company | Contact) -> None:
    """Refuse to delete whom something is for, or whom a field names that has to name somebody.

    What is said of it is what the viewer sees some of. Raises Invalid.
    """
    await _refuse_while_for(viewer, customer)
    await _refuse_while_required(viewer, customer)


async def _refuse_while_for(viewer: Viewer, customer: Company | Contact) -> None:
    column, used, seen = f"{customer.kind.lower()}_id", False, list[str]()
    for kind, access in ACCESS.items():
        through = access.model.customers
        model, key = (through.model, through.mine) if through else (access.model, "id")
        if column not in model._meta.fields_map or not await model.exists(**{column: customer.id}):
            continue
        used, readable = True, access.permissions()["read"].where(viewer)
        some = Ids(model, Q(**{column: customer.id}), key)
        if readable is not None and await access.model.exists(readable & Q(id__in=some)):
            seen.append(kind.many)
    if seen:
        message = f"It has {listed(seen)}; delete or move them first."
        raise invalid(UserErrorCode.INVALID, message, "id")
    if used:
        raise invalid(UserErrorCode.INVALID, UNSEEN, "id")


async def _refuse_while_required(viewer: Viewer, customer: Company | Contact) -> None:
    # What it names itself by goes with it.
    others = Q(record_kind__not=customer.kind) | Q(record_id__not=customer.id)
    named = {f"{customer.kind.lower()}_id": customer.id, "definition__required": True}
    naming = CustomFieldValue.filter(others, **named)
    if not await naming.exists():
        return
    readable = CustomFieldValueAccess.read.where(viewer)
    assert readable is not None  # who deletes a customer reads some kind of record
    seen = naming.filter(readable).values_list("record_kind", flat=True)
    kinds = set(cast(list[RecordKind], await seen))
    message = UNSEEN
    if kinds:
        many = [kind.many for kind in RecordKind if kind in kinds]
        message = f"It is named in required fields of {listed(many)}; name another there first."
    raise invalid(UserErrorCode.INVALID, message, "id")
