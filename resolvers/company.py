"""What happens to companies."""

from typing import Any

from tortoise.expressions import F

from notifications.events.company import (
    CompanyCreated,
    CompanyDeleted,
    CompanyReassigned,
    CompanyUpdated,
)
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.record import RecordKind
from permissions.company import CompanyAccess
from permissions.viewer import Viewer
from resolvers.custom_field.keeping import unname
from resolvers.custom_field.value import Fields, put_all, put_first
from resolvers.write.customer import refuse_while_used
from resolvers.write.responsibles import COMPANY, UNSET, Given, passed_on
from resolvers.write.snapshot import Before
from resolvers.write.transaction import change, creation, removal


async def create(
    viewer: Viewer,
    *,
    account_manager: Given = UNSET,
    second_account_manager: Given = UNSET,
    confirm_loss_of_access: bool = False,
    custom_fields: Fields = None,
    **columns: Any,
) -> int:
    """Create a company; whoever sees only their own becomes its account manager."""
    company = Company(account_id=viewer.account_id, **columns)
    async with creation(
        viewer, CompanyAccess.create, company, may_lose=confirm_loss_of_access
    ) as record:
        if viewer.limited_crm and not isinstance(account_manager, int):
            account_manager = viewer.id
        await COMPANY.set(viewer, company, account_manager, second_account_manager)
        await put_first(viewer, company, custom_fields)
        record(CompanyCreated.to(company))
    return int(company.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    version: int | None = None,
    custom_fields: Fields = None,
    **columns: Any,
) -> int:
    """Change what is known of a company."""
    async with change(viewer, CompanyAccess.update, id, version=version) as (company, record):
        before = Before.of(company)
        company.update_from_dict(columns)
        if await put_all(viewer, company, custom_fields) or before.changed(company):
            record(CompanyUpdated.to(company))
    return id


async def assign(
    viewer: Viewer,
    *,
    id: int,
    account_manager: Given = UNSET,
    second_account_manager: Given = UNSET,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
    reason: str | None = None,
) -> int:
    """Make users responsible for a company, or nobody."""
    may_lose = confirm_loss_of_access
    async with change(
        viewer, CompanyAccess.assign, id, version=version, may_lose=may_lose, reason=reason
    ) as (company, record):
        before = company.responsibles(seconds=True)
        await COMPANY.set(viewer, company, account_manager, second_account_manager)
        if company.responsibles(seconds=True) != before:
            seconds = viewer.seconds
            record(await passed_on(CompanyReassigned, company, before, seconds=seconds))
    return id


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a company that nothing is for any more; who worked for it stays."""
    async with removal(viewer, CompanyAccess.delete, id, version=version) as (company, record):
        await refuse_while_used(viewer, company)
        links = await CompanyLink.filter(company_id=company.id).order_by("contact_id")
        contacts = [link.contact_id for link in links]
        await Contact.change_all(contacts, company_count=F("company_count") - 1)
        also = {(RecordKind.CONTACT, id_) for id_ in contacts} | await unname(company)
        record(CompanyDeleted.to(company, also=sorted(also)))
    return id
