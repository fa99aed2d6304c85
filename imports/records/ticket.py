"""Tickets that an import brings."""

import datetime
from collections.abc import Sequence

from imports.change_set import PlannedRecord, check_closing, check_past
from imports.import_index import ImportIndex
from imports.record_importer import RecordImporter, put_customer
from imports.responsible import named
from imports.row import RowRefused
from orm.account import Account
from orm.ticket import Ticket, TicketStatus
from orm.user import Module
from resolvers.write.responsibles import Unset

CLOSED, WAITING = TicketStatus.CLOSED, TicketStatus.WAITING_FOR_CUSTOMER


def fill(known: ImportIndex, planned: PlannedRecord) -> None:
    """Put on a ticket its inbox and customer, who is responsible, and its status."""
    ticket, values = planned.record, planned.row.values
    if "inbox" in values or planned.new:
        ticket.inbox_id = known.inbox(values.get("inbox")).id
    put_customer(known, planned)
    assignee = named(known, "assigned_to_id", Module.TICKETS, ticket, values)
    if not isinstance(assignee, Unset):
        ticket.assigned_to_id = assignee
    check_closing(planned, closed=ticket.status is CLOSED)
    ticket.created_at = ticket.created_at or datetime.datetime.now(datetime.UTC)
    _check_order(ticket)
    _follow(ticket, planned.before["status"])


def _check_order(ticket: Ticket) -> None:
    """It is created before it is answered and closed, or statistics go wrong. Raises RowRefused."""
    check_past("created_at", ticket.created_at)
    if ticket.first_reply_at and ticket.first_reply_at < ticket.created_at:
        raise RowRefused(
            f"created_at: It was answered on {ticket.first_reply_at:%Y-%m-%d} already."
        )
    if ticket.closed_at is None:
        return
    if ticket.closed_at.date() < ticket.created_at.date():
        raise RowRefused(f"closed_at: It was created only on {ticket.created_at:%Y-%m-%d}.")
    # A file names days: what is closed on the day of its creation was closed after it.
    ticket.closed_at = max(ticket.closed_at, ticket.created_at)


def _follow(ticket: Ticket, before: TicketStatus) -> None:
    """What else is different once the status is."""
    if ticket.status is before:
        return
    now = datetime.datetime.now(datetime.UTC)
    ticket.waiting_since = now if ticket.status is WAITING else None
    if before is CLOSED:
        ticket.reopened, ticket.closed_by_id, ticket.closed_automatically = True, None, False


async def number(account: Account, tickets: Sequence[Ticket]) -> None:
    """Give new tickets the account's next numbers; its row is locked, so nobody else takes them."""
    for ticket in tickets:
        account.last_ticket += 1
        ticket.number = account.last_ticket
    await account.save(update_fields=["last_ticket"])


TICKET = RecordImporter(Ticket, "subject", fill, prepare=number)
