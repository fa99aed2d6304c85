"""What happens to tickets."""

import datetime

from notifications.domain_event import DomainEvent
from notifications.events.ticket import (
    TicketAssigned,
    TicketClosed,
    TicketCreated,
    TicketDeleted,
    TicketReopened,
    TicketUnassigned,
    TicketUpdated,
)
from orm.message import Message, MessageType
from orm.record import Columns
from orm.ticket import Ticket, TicketStatus
from orm.user import Module
from permissions.inbox import InboxAccess
from permissions.ticket import TicketAccess
from permissions.viewer import Viewer
from resolvers.custom_field.value import Fields, put_all, put_first
from resolvers.write.customer import customer_of, put_customer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_assignee, find_row
from resolvers.write.responsibles import UNSET, NewResponsible, Unset
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import deleting, transaction, updating

WAITING, CLOSED = TicketStatus.WAITING_FOR_CUSTOMER, TicketStatus.CLOSED


async def create(
    viewer: Viewer,
    *,
    assigned_to: int | None = None,
    body: str | None = None,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Create a ticket, with the account's next number, and what the customer wrote."""
    async with transaction(viewer, TicketAccess.create) as work:
        ticket = Ticket(account_id=viewer.account_id)
        await _set(viewer, ticket, columns)
        await _give(viewer, ticket, assigned_to)
        puts = await put_first(viewer, ticket, custom_fields)
        # The door has locked the account's row, so nobody else takes this number.
        work.account.last_ticket += 1
        await work.account.save(update_fields=["last_ticket"])
        ticket.number = work.account.last_ticket
        await work.create(ticket, puts)
        if body is not None:
            await Message.create(
                account_id=viewer.account_id, ticket=ticket, type=MessageType.CUSTOMER, body=body
            )
        work.emit(TicketCreated.to(ticket, customer=await customer_of(ticket)))
    return int(ticket.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    version: int | None = None,
    status: TicketStatus | None = None,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Change what is known of a ticket."""
    async with updating(viewer, TicketAccess.update, id, version=version) as (ticket, emit):
        before = Snapshot.of(ticket)
        if status and crosses(ticket, status):
            message = "A ticket is closed by closeTicket, and opened again by reopenTicket."
            raise invalid(UserErrorCode.INVALID, message, "status")
        await _set(viewer, ticket, columns)
        put(ticket, status or ticket.status, by=viewer.id)
        puts = await put_all(viewer, ticket, custom_fields)
        if puts or before.changed(ticket):
            emit(TicketUpdated.to(ticket), puts)
    return id


async def assign(
    viewer: Viewer,
    *,
    id: int,
    assigned_to: NewResponsible = UNSET,
    version: int | None = None,
    reason: str | None = None,
) -> int:
    """Make a user responsible for a ticket, or nobody."""
    changed = updating(viewer, TicketAccess.assign, id, version=version, reason=reason)
    async with changed as (ticket, emit):
        before = ticket.assigned_to_id
        if not isinstance(assigned_to, Unset):
            await _give(viewer, ticket, assigned_to)
        if ticket.assigned_to_id != before:
            nobody = ticket.assigned_to_id is None
            emit((TicketUnassigned if nobody else TicketAssigned).to(ticket))
    return id


async def close(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Close a ticket."""
    async with updating(viewer, TicketAccess.close, id, version=version) as (ticket, emit):
        if ticket.status is CLOSED:
            raise invalid(UserErrorCode.INVALID, "It is closed already.", "id")
        for event in put(ticket, CLOSED, by=viewer.id):
            emit(event)
    return id


async def reopen(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Open a closed ticket again."""
    async with updating(viewer, TicketAccess.reopen, id, version=version) as (ticket, emit):
        if ticket.status is not CLOSED:
            raise invalid(UserErrorCode.INVALID, "It is not closed.", "id")
        for event in put(ticket, TicketStatus.OPEN, by=viewer.id):
            emit(event)
    return id


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a ticket with all that was written in it."""
    async with deleting(viewer, TicketAccess.delete, id, version=version) as (ticket, emit):
        emit(TicketDeleted.to(ticket))
    return id


async def _give(viewer: Viewer, ticket: Ticket, user_id: int | None) -> None:
    if user_id is not None and user_id != ticket.assigned_to_id:
        await find_assignee(viewer, user_id, module=Module.TICKETS, path="assignedTo")
    ticket.assigned_to_id = user_id


async def _set(viewer: Viewer, ticket: Ticket, columns: Columns) -> None:
    """Put what was given on a ticket. Raises Invalid."""
    if "inbox" in columns:
        ticket.inbox_id = (
            await find_row(viewer, InboxAccess.read, columns.pop("inbox"), path="inbox")
        ).id
    if "customer" in columns:
        await put_customer(viewer, ticket, columns.pop("customer"))
    ticket.update_from_dict(columns)


def crosses(ticket: Ticket, status: TicketStatus) -> bool:
    """Whether a status would close a ticket, or open it again."""
    return (status is CLOSED) is not (ticket.status is CLOSED)


def put(
    ticket: Ticket,
    status: TicketStatus,
    *,
    by: int | None,
    now: datetime.datetime | None = None,
) -> list[DomainEvent]:
    """Give a ticket a status; answers what happened by it, if it was closed or opened again.

    by: who does it; nobody where it is closed since its time is over.
    """
    moment = now or datetime.datetime.now(datetime.UTC)
    if status is not WAITING:
        ticket.waiting_since = None
    elif ticket.status is not WAITING:
        ticket.waiting_since = moment
    crossed = crosses(ticket, status)
    ticket.status = status
    if not crossed:
        return []
    if status is CLOSED:
        ticket.closed_at, ticket.closed_by_id = moment, by
        ticket.closed_automatically = by is None
        return [TicketClosed.to(ticket)]
    ticket.closed_at = ticket.closed_by_id = None
    ticket.closed_automatically, ticket.reopened = False, True
    return [TicketReopened.to(ticket)]
