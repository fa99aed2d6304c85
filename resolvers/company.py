"""What happens to companies."""

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
from resolvers.write.responsibles import COMPANY, UNSET, NewResponsible, reassigned
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import creating, deleting, updating


async def create(
    viewer: Viewer,
    *,
    account_manager: NewResponsible = UNSET,
    second_account_manager: NewResponsible = UNSET,
    confirm_loss_of_access: bool = False,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Create a company; whoever sees only their own becomes its account manager."""
    company = Company(account_id=viewer.account_id, **columns)
    async with creating(
        viewer, CompanyAccess.create, company, confirm_loss_of_access=confirm_loss_of_access
    ) as emit:
        if viewer.limited_crm and not isinstance(account_manager, int):
            account_manager = viewer.id
        await COMPANY.set(viewer, company, account_manager, second_account_manager)
        puts = await put_first(viewer, company, custom_fields)
        emit(CompanyCreated.to(company), puts)
    return int(company.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    version: int | None = None,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Change what is known of a company."""
    async with updating(viewer, CompanyAccess.update, id, version=version) as (company, emit):
        before = Snapshot.of(company)
        company.update_from_dict(columns)
        puts = await put_all(viewer, company, custom_fields)
        if puts or before.changed(company):
            emit(CompanyUpdated.to(company), puts)
    return id


async def assign(
    viewer: Viewer,
    *,
    id: int,
    account_manager: NewResponsible = UNSET,
    second_account_manager: NewResponsible = UNSET,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
    reason: str | None = None,
) -> int:
    """Make users responsible for a company, or nobody."""
    async with updating(
        viewer,
        CompanyAccess.assign,
        id,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
        reason=reason,
    ) as (company, emit):
        before = company.responsibles(second_responsibles=True)
        await COMPANY.set(viewer, company, account_manager, second_account_manager)
        if company.responsibles(second_responsibles=True) != before:
            second_responsibles = viewer.second_responsibles
            emit(
                await reassigned(
                    CompanyReassigned, company, before, second_responsibles=second_responsibles
                )
            )
    return id


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a company that nothing is for any more; who worked for it stays."""
    async with deleting(viewer, CompanyAccess.delete, id, version=version) as (company, emit):
        await refuse_while_used(viewer, company)
        links = await CompanyLink.filter(company_id=company.id).order_by("contact_id")
        contacts = [link.contact_id for link in links]
        await Contact.change_all(contacts, company_count=F("company_count") - 1)
        also = {(RecordKind.CONTACT, id_) for id_ in contacts} | await unname(company)
        emit(CompanyDeleted.to(company, also=sorted(also)))
    return id
