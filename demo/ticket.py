"""The shared inboxes of the demo account, and what customers wrote to them."""

import datetime
import random

from demo.people import ADMIN, HOME, NOBODYS
from demo.stage import Stage, begun, save
from demo.talk import Talk
from demo.work import QUESTIONS
from orm.inbox import Inbox
from orm.message import Message, MessageMention, MessageType
from orm.record import ResponsibilityRole
from orm.responsibility import ResponsibilityChange
from orm.ticket import Ticket
from orm.user import CrmAccess, Module, User

TICKETS, UNTAKEN = 180, 12


async def tickets(stage: Stage) -> None:
    """Two inboxes, and tickets in the order in which they came; nobody took the newest ones."""
    dice = stage.dice("tickets")
    inboxes: list[Inbox] = await save(
        Inbox(account_id=stage.account.id, name=name, email=f"{name.lower()}@{HOME}", **waits)
        for name, waits in (("Support", {"close_after_days": 14}), ("Orders", {}))
    )
    limited = [it for it in stage.users.values() if it.crm_access is CrmAccess.LIMITED_CRM]
    agents = stage.staff(Module.TICKETS, stage.users[NOBODYS.email], *limited)[::3]
    moments = sorted(stage.past(dice, 2, 120) for _ in range(TICKETS - UNTAKEN))
    moments += sorted(stage.past(dice, 0.1, 2) for _ in range(UNTAKEN))
    talks = [
        _talk(stage, dice, number, at, inboxes[dice.random() < 0.3])
        for number, at in enumerate(moments, 1)
    ]
    for talk in talks[:-UNTAKEN]:
        talk.go_on(dice.choice(agents), stage.now)
    rows: list[Ticket] = await save(talk.ticket for talk in talks)
    await _write(rows, talks)
    await _mention(stage, dice, agents)
    admin, role = stage.users[ADMIN.email], ResponsibilityRole.TICKET_ASSIGNEE
    await ResponsibilityChange.bulk_create(
        begun(row, role, row.assigned_to_id, admin.id) for row in rows if row.assigned_to_id
    )
    stage.account.last_ticket = TICKETS
    await stage.account.save(update_fields=["last_ticket"])


def _talk(
    stage: Stage, dice: random.Random, number: int, at: datetime.datetime, inbox: Inbox
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
    talk = Talk(ticket, inbox, dice, at)
    talk.begin(body)
    return talk


async def _write(rows: list[Ticket], talks: list[Talk]) -> None:
    for row, talk in zip(rows, talks, strict=True):
        for message in talk.messages:
            message.ticket_id = row.id
    await Message.bulk_create([it for talk in talks for it in talk.messages], batch_size=500)


async def _mention(stage: Stage, dice: random.Random, agents: list[User]) -> None:
    """Let one in three notes among colleagues mention another."""
    notes = Message.filter(account_id=stage.account.id, type=MessageType.INTERNAL)
    await MessageMention.bulk_create(
        MessageMention(
            message_id=note.id,
            user_id=dice.choice([it for it in agents if it.id != note.sent_by_id]).id,
        )
        for note in (await notes.order_by("id"))[::3]
    )
