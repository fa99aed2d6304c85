"""What happens to quotations; to whoever watches, it happens to their deal."""

import datetime

from notifications.events.deal import (
    QuotationAccepted,
    QuotationCreated,
    QuotationDeleted,
    QuotationUpdated,
)
from orm.deal import Deal
from orm.quotation import Quotation, QuotationStatus
from orm.record import Columns
from permissions.deal import DealAccess
from permissions.quotation import QuotationAccess
from permissions.viewer import Viewer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.money import money
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import deleting, updating


async def create(viewer: Viewer, *, deal: int, **columns: object) -> int:
    """Add a quotation to a deal."""
    async with updating(viewer, DealAccess.update, deal) as (row, emit):
        quotation = Quotation(account_id=viewer.account_id, deal_id=row.id, currency=row.currency)
        _set(quotation, columns)
        await quotation.save()
        emit(QuotationCreated.to(row))
    return int(quotation.id)


async def update(viewer: Viewer, *, id: int, **columns: object) -> int:
    """Change a quotation that is open."""
    async with updating(viewer, QuotationAccess.update, id) as (quotation, emit):
        _check_open(quotation)
        before = Snapshot.of(quotation)
        _set(quotation, columns)
        if before.changed(quotation):
            emit(QuotationUpdated.to(await _deal(quotation)))
    return id


async def accept(viewer: Viewer, *, id: int) -> int:
    """Say that the customer accepted a quotation."""
    async with updating(viewer, QuotationAccess.accept, id) as (quotation, emit):
        _check_open(quotation)
        quotation.status = QuotationStatus.ACCEPTED
        quotation.accepted_at = datetime.datetime.now(datetime.UTC)
        emit(QuotationAccepted.to(await _deal(quotation), quotation=quotation.title))
    return id


async def refuse(viewer: Viewer, *, id: int) -> int:
    """Say that the customer refused a quotation."""
    async with updating(viewer, QuotationAccess.refuse, id) as (quotation, emit):
        _check_open(quotation)
        quotation.status = QuotationStatus.REFUSED
        emit(QuotationUpdated.to(await _deal(quotation)))
    return id


async def delete(viewer: Viewer, *, id: int) -> int:
    """Delete a quotation."""
    async with deleting(viewer, QuotationAccess.delete, id) as (quotation, emit):
        emit(QuotationDeleted.to(await _deal(quotation)))
    return id


async def _deal(quotation: Quotation) -> Deal:
    return await Deal.get(id=quotation.deal_id)


def _check_open(quotation: Quotation) -> None:
    if quotation.status is not QuotationStatus.OPEN:
        raise invalid(UserErrorCode.INVALID, f"It is {quotation.status.lower()} already.", "id")


def _set(quotation: Quotation, columns: Columns) -> None:
    """Put what was given on a quotation. Raises Invalid."""
    if "amount" in columns:
        quotation.amount_cents, quotation.currency = money(
            columns.pop("amount"), quotation.currency
        )
    quotation.update_from_dict(columns)
