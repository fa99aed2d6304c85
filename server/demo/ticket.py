"""The shared inboxes of the demo account, and what customers wrote to them."""

import datetime
import random
from dataclasses import dataclass

from orm.inbox import Inbox
from orm.message import Message, MessageType
from orm.record import ResponsibilityRole
from orm.responsibility import ResponsibilityChange
from orm.ticket import Ticket, TicketStatus
from orm.user import CrmAccess, Module, User
from server.demo.people import ADMIN, HOME, NOBODYS
from server.demo.stage import Stage, begun, save
from server.demo.work import ANSWERS, ASIDE, QUESTIONS, THANKS

TICKETS = 180
#: Most are closed, and few are new.
STATUSES = (
    *[TicketStatus.CLOSED] * 6,
    TicketStatus.OPEN,
    TicketStatus.WAITING_FOR_CUSTOMER,
    TicketStatus.OPEN,
    TicketStatus.ESCALATED,
)
HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Talk:
    """A ticket, and what was written in it."""

    ticket: Ticket
    messages: list[Message]


async def tickets(stage: Stage) -> None:
    """Two inboxes, and tickets in the order in which they came; nobody took the newest ones."""
    dice = stage.dice("tickets")
    inboxes: list[Inbox] = await save(
        Inbox(account_id=stage.account.id, name=name, email=f"{name.lower()}@{HOME}", **waits)
        for name, waits in (("Support", {"close_after_days": 14}), ("Orders", {}))
    )
    limited = [it for it in stage.users.values() if it.crm_access is CrmAccess.LIMITED_CRM]
    agents = stage.staff(Module.TICKETS, stage.users[NOBODYS.email], *limited)[::3]
    moments = sorted(stage.past(dice, 0.3, 120) for _ in range(TICKETS))
    talks = [
        _talk(stage, dice, number, at, inboxes[dice.random() < 0.3], dice.choice(agents))
        for number, at in enumerate(moments, 1)
    ]
    rows: list[Ticket] = await save(talk.ticket for talk in talks)
    for row, talk in zip(rows, talks, strict=True):
        for message in talk.messages:
            message.ticket_id = row.id
    await Message.bulk_create([it for talk in talks for it in talk.messages], batch_size=500)
    admin, role = stage.users[ADMIN.email], ResponsibilityRole.TICKET_ASSIGNEE
    await ResponsibilityChange.bulk_create(
        begun(row, role, row.assigned_to_id, admin.id) for row in rows if row.assigned_to_id
    )
    stage.account.last_ticket = TICKETS
    await stage.account.save(update_fields=["last_ticket"])


def _talk(
    stage: Stage,
    dice: random.Random,
    number: int,
    at: datetime.datetime,
    inbox: Inbox,
    agent: User,
) -> Talk:
    place = dice.randrange(len(stage.companies))
    subject, body = dice.choice(QUESTIONS)
    ticket = Ticket(
        account_id=stage.account.id,
        number=number,
        inbox_id=inbox.id,
        subject=subject,
        company_id=stage.companies[place].id if number % 5 else None,
        contact_id=None if number % 5 else stage.contacts[place].id,
        created_at=at,
    )
    talk = Talk(ticket, [_message(ticket, MessageType.CUSTOMER, body, at)])
    if number <= TICKETS - 12:
        _answer(stage, dice, talk, agent)
    return talk


def _answer(stage: Stage, dice: random.Random, talk: Talk, agent: User) -> None:
    """Let somebody take it, ask a colleague perhaps, and answer."""
    ticket, at = talk.ticket, talk.messages[0].created_at
    room = min(stage.now - at, 72 * HOUR)
    ticket.assigned_to_id = agent.id
    if dice.random() < 0.3:
        aside = dice.choice(ASIDE)
        talk.messages.append(_message(ticket, MessageType.INTERNAL, aside, at + room * 0.1, agent))
    ticket.first_reply_at = at + room * dice.uniform(0.15, 0.4)
    ticket.reply_count = 1
    answer = dice.choice(ANSWERS)
    talk.messages.append(_message(ticket, MessageType.REPLY, answer, ticket.first_reply_at, agent))
    ticket.status = dice.choice(STATUSES)
    if ticket.status is TicketStatus.CLOSED:
        talk.messages.append(
            _message(ticket, MessageType.CUSTOMER, dice.choice(THANKS), at + room * 0.6)
        )
        ticket.closed_at, ticket.reopened = at + room * 0.8, dice.random() < 0.1
        ticket.closed_automatically = dice.random() < 0.2
        ticket.closed_by_id = None if ticket.closed_automatically else agent.id
    elif ticket.status is TicketStatus.WAITING_FOR_CUSTOMER:
        # For two days at most, so that none is closed at the first start.
        ticket.waiting_since = max(ticket.first_reply_at, stage.now - 48 * HOUR)


def _message(
    ticket: Ticket, type_: MessageType, body: str, at: datetime.datetime, by: User | None = None
) -> Message:
    return Message(
        account_id=ticket.account_id,
        type=type_,
        body=body,
        sent_by_id=by.id if by else None,
        created_at=at,
    )
