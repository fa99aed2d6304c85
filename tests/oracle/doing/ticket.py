"""What is done to tickets, and said in them."""

from dataclasses import replace

from tests.model.world import TICKETS, Key, Message, Ticket
from tests.oracle.act import UNSET, Act
from tests.oracle.doing.company import remove
from tests.oracle.doing.deal import put_customer

#: Whose turn it is after a message.
TURNS = {"CUSTOMER": "OPEN", "REPLY": "WAITING_FOR_CUSTOMER"}
EVENTS = {
    "CUSTOMER": "CUSTOMER_REPLIED",
    "REPLY": "COLLEAGUE_REPLIED",
    "INTERNAL": "INTERNAL_NOTE_ADDED",
    "THIRD_PARTY": "TICKET_UPDATED",
}


def create(
    act: Act, subject: str, inbox: Key, customer: Key | None = None, assignee: Key | None = None
) -> None:
    """Create a ticket, with the next number."""
    act.with_module(TICKETS)
    number = act.world.next_number(act.account, "TICKET")
    ticket = Ticket(act.new, act.account, f"#{number} {subject}", number=number)
    _put_in(act, ticket, inbox)
    ticket.created = act.today
    put_customer(act, ticket, customer)
    _give(act, ticket, assignee)
    act.world.records[act.new] = ticket
    act.event_of("TICKET_CREATED", ticket)


def update(
    act: Act,
    id: Key,
    subject: str = UNSET,
    status: str = UNSET,
    inbox: Key = UNSET,
    customer: Key | None = UNSET,
    version: int | None = None,
) -> None:
    """Change what is known of a ticket, or whose turn it is."""
    ticket = act.updating(Ticket, id, version)
    before = replace(ticket)
    if inbox is not UNSET:
        _put_in(act, ticket, inbox)
    if subject is not UNSET:
        ticket.label = f"#{ticket.number} {subject}"
    if customer is not UNSET:
        put_customer(act, ticket, customer)
    if status is not UNSET and "CLOSED" in (status, ticket.status) and status != ticket.status:
        act.refuse("INVALID")
    elif status is not UNSET:
        put(act, ticket, status)
    if ticket != before:
        ticket.version += 1
        act.event_of("TICKET_UPDATED", ticket)


def _put_in(act: Act, ticket: Ticket, inbox: Key) -> None:
    found = act.world.shared_inboxes.get(inbox)
    if found is None or found.account != act.account:
        act.refuse("NOT_FOUND")
    ticket.inbox = inbox


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
        act.event_of("TICKET_ASSIGNED" if assignee else "TICKET_UNASSIGNED", ticket)


def say(
    act: Act,
    id: Key,
    type: str,
    status: str | None = None,
    mentions: list[Key] | None = None,
    auto: bool = False,
) -> None:
    """Add a message: of the customer, an answer, or a note to colleagues."""
    ticket = act.updating(Ticket, id)
    if (mentions and type != "INTERNAL") or (auto and type != "REPLY"):
        act.refuse("INVALID")
    for user in mentions or ():
        act.pick(user, None)
    # What no colleague wrote is no answer.
    answers = type == "REPLY" and not auto
    sent_by = act.by if answers or type == "INTERNAL" else None
    act.world.parts[act.new] = Message(act.new, act.account, id, type, sent_by)
    event = "TICKET_UPDATED" if auto else EVENTS[type]
    act.event_of(event, ticket, concerns=set(mentions or ()))
    before = ticket.status
    put(act, ticket, status or (before if auto else TURNS.get(type, before)))
    if answers:
        ticket.replies += 1
        ticket.answered = act.today if ticket.answered is None else ticket.answered
    spoken = answers or type == "CUSTOMER"
    ticket.waits = act.today if spoken else ticket.waits
    waits_anew = spoken and ticket.status == "WAITING_FOR_CUSTOMER"
    ticket.version += answers or waits_anew or ticket.status != before


def put(act: Act, ticket: Ticket, status: str) -> None:
    """Give a ticket a status, and note what that means."""
    if (status == "CLOSED") != (ticket.status == "CLOSED"):
        closed = status == "CLOSED"
        act.event_of("TICKET_CLOSED" if closed else "TICKET_REOPENED", ticket)
        ticket.closed, ticket.closer = (act.today, act.by) if closed else (None, None)
        ticket.reopened = ticket.reopened or not closed
    if status != ticket.status:
        ticket.waits = act.today
    ticket.status = status


def close(act: Act, id: Key) -> None:
    """Close a ticket."""
    ticket = act.updating(Ticket, id)
    if ticket.status == "CLOSED":
        act.refuse("INVALID")
    put(act, ticket, "CLOSED")
    ticket.version += 1


def reopen(act: Act, id: Key) -> None:
    """Open a closed ticket again."""
    ticket = act.updating(Ticket, id)
    if ticket.status != "CLOSED":
        act.refuse("INVALID")
    put(act, ticket, "OPEN")
    ticket.version += 1


def delete(act: Act, id: Key) -> None:
    """Delete a ticket."""
    ticket = act.deleting(Ticket, id)
    remove(act, id)
    act.event_of("TICKET_DELETED", ticket)
