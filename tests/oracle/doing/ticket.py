"""What is done to tickets, and said in them."""

from tests.oracle.act import Act
from tests.oracle.doing.company import remove
from tests.oracle.doing.deal import put_customer
from tests.oracle.world import TICKETS, Key, Message, Ticket

#: Whose turn it is after a message.
TURNS = {"CUSTOMER": "OPEN", "REPLY": "WAITING_FOR_CUSTOMER"}


def create(
    act: Act, subject: str, inbox: Key, customer: Key | None = None, assignee: Key | None = None
) -> None:
    """Create a ticket, with the next number."""
    act.with_module(TICKETS)
    if not inbox:
        act.refuse("NOT_FOUND")
    act.world.numbers["TICKET"] = number = act.world.numbers.get("TICKET", 0) + 1
    ticket = Ticket(act.new, act.account, f"#{number} {subject}", number=number)
    put_customer(act, ticket, customer)
    _give(act, ticket, assignee)
    act.world.records[act.new] = ticket
    act.happened("TICKET_CREATED", ticket)


def _give(act: Act, ticket: Ticket, user: Key | None) -> None:
    if user is not None and user != ticket.assignee:
        act.pick(user, TICKETS)
    act.passed(ticket, "TICKET_ASSIGNEE", ticket.assignee, user)
    ticket.assignee = user


def assign(act: Act, id: Key, assignee: Key | None) -> None:
    """Make somebody responsible, or nobody."""
    ticket = act.updating(Ticket, id)
    before = ticket.assignee
    _give(act, ticket, assignee)
    if assignee != before:
        ticket.version += 1
        act.happened("TICKET_ASSIGNED" if assignee else "TICKET_UNASSIGNED", ticket)


def say(
    act: Act, id: Key, type: str, status: str | None = None, mentions: list[Key] | None = None
) -> None:
    """Add a message: of the customer, an answer, or a note to colleagues."""
    ticket = act.updating(Ticket, id)
    if mentions and type != "INTERNAL":
        act.refuse("INVALID")
    for user in mentions or ():
        act.pick(user, None)
    sent_by = act.by if type in ("REPLY", "INTERNAL") else None
    act.world.parts[act.new] = Message(act.new, act.account, id, type, sent_by)
    event = {
        "CUSTOMER": "CUSTOMER_REPLIED",
        "REPLY": "COLLEAGUE_REPLIED",
        "INTERNAL": "INTERNAL_NOTE_ADDED",
        "THIRD_PARTY": "TICKET_UPDATED",
    }
    act.happened(event[type], ticket, concerns=set(mentions or ()))
    before = ticket.status
    ticket.replies += type == "REPLY"
    _put(act, ticket, status or TURNS.get(type, before))
    ticket.version += type == "REPLY" or ticket.status != before


def _put(act: Act, ticket: Ticket, status: str) -> None:
    if (status == "CLOSED") != (ticket.status == "CLOSED"):
        act.happened("TICKET_CLOSED" if status == "CLOSED" else "TICKET_REOPENED", ticket)
        ticket.reopened = ticket.reopened or status != "CLOSED"
    ticket.status = status


def close(act: Act, id: Key) -> None:
    """Close a ticket."""
    ticket = act.updating(Ticket, id)
    if ticket.status == "CLOSED":
        act.refuse("INVALID")
    _put(act, ticket, "CLOSED")
    ticket.version += 1


def reopen(act: Act, id: Key) -> None:
    """Open a closed ticket again."""
    ticket = act.updating(Ticket, id)
    if ticket.status != "CLOSED":
        act.refuse("INVALID")
    _put(act, ticket, "OPEN")
    ticket.version += 1


def delete(act: Act, id: Key) -> None:
    """Delete a ticket."""
    ticket = act.deleting(Ticket, id)
    remove(act, id)
    act.happened("TICKET_DELETED", ticket)
