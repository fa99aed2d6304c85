"""What happens to deals."""

import datetime

from notifications.events.deal import (
    DealCreated,
    DealDeleted,
    DealLost,
    DealMoved,
    DealReassigned,
    DealUpdated,
    DealWon,
)
from orm.deal import Deal, DealStatus
from orm.pipeline import Phase
from orm.record import Columns
from permissions.deal import DealAccess
from permissions.pipeline import PhaseAccess
from permissions.viewer import Viewer
from resolvers import invoice
from resolvers.custom_field.value import Fields, put_all, put_first
from resolvers.write.customer import customer_of, put_customer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_row
from resolvers.write.money import money
from resolvers.write.responsibles import DEAL, UNSET, NewResponsible, Unset, reassigned
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import creating, deleting, updating


async def create(
    viewer: Viewer,
    *,
    phase: int | None = None,
    assigned_to: NewResponsible = UNSET,
    second_assigned_to: NewResponsible = UNSET,
    confirm_loss_of_access: bool = False,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Create a deal; whoever creates it is responsible unless somebody else is named."""
    deal = Deal(account_id=viewer.account_id)
    async with creating(
        viewer, DealAccess.create, deal, confirm_loss_of_access=confirm_loss_of_access
    ) as emit:
        deal.enter(await _phase(viewer, phase))
        await _set(viewer, deal, columns)
        first = viewer.id if isinstance(assigned_to, Unset) else assigned_to
        await DEAL.set(viewer, deal, first, second_assigned_to)
        puts = await put_first(viewer, deal, custom_fields)
        emit(DealCreated.to(deal, customer=await customer_of(deal)), puts)
    return int(deal.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Change what is known of a deal."""
    async with updating(
        viewer,
        DealAccess.update,
        id,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
    ) as (deal, emit):
        before = Snapshot.of(deal)
        await _set(viewer, deal, columns)
        puts = await put_all(viewer, deal, custom_fields)
        if puts or before.changed(deal):
            emit(DealUpdated.to(deal), puts)
    return id


async def assign(
    viewer: Viewer,
    *,
    id: int,
    assigned_to: NewResponsible = UNSET,
    second_assigned_to: NewResponsible = UNSET,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
    reason: str | None = None,
) -> int:
    """Make users responsible for a deal."""
    async with updating(
        viewer,
        DealAccess.assign,
        id,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
        reason=reason,
    ) as (deal, emit):
        before = deal.responsibles(second_responsibles=True)
        await DEAL.set(viewer, deal, assigned_to, second_assigned_to)
        if deal.responsibles(second_responsibles=True) != before:
            second_responsibles = viewer.second_responsibles
            emit(
                await reassigned(
                    DealReassigned, deal, before, second_responsibles=second_responsibles
                )
            )
    return id


async def move(viewer: Viewer, *, id: int, phase: int, version: int | None = None) -> int:
    """Take a deal to another phase."""
    async with updating(viewer, DealAccess.update, id, version=version) as (deal, emit):
        to: Phase = await find_row(viewer, PhaseAccess.read, phase, path="phase")
        if deal.status is not DealStatus.OPEN:
            raise invalid(UserErrorCode.INVALID, "It is closed.", "id")
        if to.id != deal.phase_id:
            deal.enter(to.id)
            emit(DealMoved.to(deal, phase=to.name))
    return id


async def close(
    viewer: Viewer,
    *,
    id: int,
    status: DealStatus,
    reason: str | None = None,
    version: int | None = None,
) -> int:
    """Close a deal as won or lost."""
    async with updating(viewer, DealAccess.update, id, version=version) as (deal, emit):
        if status is DealStatus.OPEN:
            raise invalid(UserErrorCode.INVALID, "A deal is closed as won or lost.", "status")
        if deal.status is not DealStatus.OPEN:
            raise invalid(UserErrorCode.INVALID, "It is closed already.", "id")
        deal.status, deal.closing_reason = status, reason
        deal.closed_at = datetime.datetime.now(datetime.UTC)
        emit((DealWon if status is DealStatus.WON else DealLost).to(deal))
    return id


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a deal with its quotations; its invoices stay."""
    async with deleting(viewer, DealAccess.delete, id, version=version) as (deal, emit):
        emit(DealDeleted.to(deal, also=await invoice.leave(deal)))
    return id


async def _phase(viewer: Viewer, phase: int | None) -> int:
    if phase is not None:
        found: Phase = await find_row(viewer, PhaseAccess.read, phase, path="phase")
        return int(found.id)
    first = (
        await Phase.filter(account_id=viewer.account_id).order_by("pipeline_id", "position").first()
    )
    if first is None:
        message = "The account has no phases yet; import some, or name one."
        raise invalid(UserErrorCode.REQUIRED, message, "phase")
    return int(first.id)


async def _set(viewer: Viewer, deal: Deal, columns: Columns) -> None:
    """Put what was given on a deal. Raises Invalid."""
    if "customer" in columns:
        await put_customer(viewer, deal, columns.pop("customer"))
    if "amount" in columns:
        deal.amount_cents, deal.currency = money(columns.pop("amount"), deal.currency)
    deal.update_from_dict(columns)
