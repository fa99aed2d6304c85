"""What happens to contacts."""

from dataclasses import replace

from notifications.events.contact import (
    ContactCreated,
    ContactDeleted,
    ContactLinked,
    ContactUnlinked,
    ContactUpdated,
)
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.record import Columns
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.viewer import Viewer
from resolvers.custom_field.keeping import unname
from resolvers.custom_field.value import Fields, put_all, put_first
from resolvers.visibility.stakeholders import names_by_manager
from resolvers.write.customer import refuse_while_used
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_row
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import creating, deleting, updating, updating_related


async def create(
    viewer: Viewer,
    *,
    companies: list[Columns] | None = None,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Create a contact, who may work for companies."""
    contact = Contact(account_id=viewer.account_id, created_by_id=viewer.id, **columns)
    async with creating(viewer, ContactAccess.create, contact) as emit:
        links = companies or []
        found = await _companies(viewer, [link.pop("company") for link in links])
        contact.company_count = len(found)
        await contact.save()
        puts = await put_first(viewer, contact, custom_fields)
        emit(ContactCreated.to(contact), puts)
        for company, link in zip(found, links, strict=True):
            await _link(contact, company, link)
        if found:
            emit(await _linked(viewer, contact, *found))
    return int(contact.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    version: int | None = None,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Change what is known of a contact."""
    async with updating(viewer, ContactAccess.update, id, version=version) as (contact, emit):
        before = Snapshot.of(contact)
        contact.update_from_dict(columns)
        puts = await put_all(viewer, contact, custom_fields)
        if puts or before.changed(contact):
            emit(ContactUpdated.to(contact), puts)
    return id


async def link(
    viewer: Viewer, *, contact: int, company: int, version: int | None = None, **columns: object
) -> int:
    """Say that a contact works for a company, and as what; if they do already, only as what."""
    async with updating_related(viewer, ContactAccess.update, contact, version=version) as (
        row,
        emit,
    ):
        found: Company = await find_row(viewer, CompanyAccess.read, company, path="company")
        known = await CompanyLink.filter(contact_id=row.id, company_id=found.id).first()
        if known is None:
            row.company_count += 1
            await _link(row, found, columns)
            emit(await _linked(viewer, row, found))
        elif any(getattr(known, name) != value for name, value in columns.items()):
            await known.update_from_dict(columns).save(update_fields=list(columns))
            emit(ContactUpdated.to(row))
    return contact


async def unlink(
    viewer: Viewer,
    *,
    contact: int,
    company: int,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
) -> int:
    """Say that a contact no longer works for a company."""
    async with updating_related(
        viewer,
        ContactAccess.update,
        contact,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
    ) as (row, emit):
        found: Company = await find_row(viewer, CompanyAccess.read, company, path="company")
        if await CompanyLink.filter(contact_id=row.id, company_id=found.id).delete():
            row.company_count -= 1
            emit(ContactUnlinked.to(row, company=found.label, companies=(found.id,)))
    return contact


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a contact whom nothing is for any more."""
    async with deleting(viewer, ContactAccess.delete, id, version=version) as (contact, emit):
        await refuse_while_used(viewer, contact)
        emit(ContactDeleted.to(contact, also=sorted(await unname(contact))))
    return id


async def _companies(viewer: Viewer, ids: list[int]) -> list[Company]:
    """The companies that an input names in a list. Raises Invalid."""
    found: list[Company] = []
    for number, id_ in enumerate(ids):
        if id_ in ids[:number]:
            message = "This company is named twice."
            raise invalid(UserErrorCode.DUPLICATE, message, "companies", str(number), "company")
        path = f"companies.{number}.company"
        found.append(await find_row(viewer, CompanyAccess.read, id_, path=path))
    return found


async def _link(contact: Contact, company: Company, columns: Columns) -> None:
    await CompanyLink.create(
        account_id=contact.account_id, contact_id=contact.id, company_id=company.id, **columns
    )


async def _linked(viewer: Viewer, contact: Contact, *companies: Company) -> ContactLinked:
    """That a contact works for companies, to each account manager with the names of theirs."""
    ids = tuple(company.id for company in companies)
    names = await names_by_manager(ids, second_responsibles=viewer.second_responsibles)
    own = {user: {"company": of_theirs} for user, of_theirs in names.items()}
    return replace(ContactLinked.to(contact, companies=ids), own=own)
