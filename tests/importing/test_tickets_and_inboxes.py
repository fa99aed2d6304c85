"""Tickets of files, which need an inbox and go through time in order, and the inboxes."""

import datetime

import pytest

from imports.row import Outcome
from orm.account import Account
from orm.entitlements import Plan
from orm.inbox import Inbox
from orm.ticket import Ticket
from tests.importing.office import BOTH, Office, touched

pytestmark = BOTH


@pytest.mark.parametrize("created_at", ["", "2026-01-01", "today"])
async def test_a_ticket_that_is_closed_on_the_day_of_its_creation_was_closed_after_it(
    full: Office, created_at: str
) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    day = created_at.replace("today", str(today))
    full.file(
        "tickets.csv",
        f"external_id,subject,status,created_at,closed_at\nx,X,CLOSED,{day},{day or today}\n",
    )
    assert touched(await full.run("tickets.csv")) == [("x", Outcome.CREATED, "")]
    ticket = await Ticket.get(external_id="x")
    assert ticket.closed_at == ticket.created_at
    assert touched(await full.run("tickets.csv")) == []


async def test_a_ticket_is_not_created_after_its_first_answer_or_closed_before_it_came(
    full: Office,
) -> None:
    answered = datetime.datetime(2026, 2, 2, tzinfo=datetime.UTC)
    await Ticket.filter(external_id="t2").update(first_reply_at=answered)
    yesterday = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=1)
    full.file(
        "tickets.csv",
        "external_id,status,created_at,closed_at\n"
        f"t1,CLOSED,,{yesterday}\nt2,CLOSED,2026-02-03,2026-02-03\n",
    )
    today = (await Ticket.get(external_id="t1")).created_at
    assert touched(await full.run("tickets.csv")) == [
        ("t1", Outcome.REFUSED, f"closed_at: It was created only on {today:%Y-%m-%d}."),
        ("t2", Outcome.REFUSED, "created_at: It was answered on 2026-02-02 already."),
    ]


async def test_a_ticket_needs_an_inbox_that_is_there(filled: Office) -> None:
    await filled.boost()
    filled.file("tickets.csv", "external_id,subject,inbox\nx,X,Nowhere\n")
    assert touched(await filled.run("tickets.csv")) == [
        ("x", Outcome.REFUSED, 'There is no inbox "Nowhere".')
    ]
    assert await Ticket.all().count() == 0


async def test_inboxes_come_before_the_tickets_that_name_them(filled: Office) -> None:
    filled.file("inboxes.csv", "name,email,close_after_days\nHelp,Help@example.com,14\nSales,,\n")
    filled.file("tickets.csv", "external_id,subject,inbox\nx,X,Sales\ny,Y,\n")
    assert [it[1:] for it in touched(await filled.run())] == [
        (Outcome.REFUSED, "This is not in the plan of the account.")
    ] * 4
    assert await Inbox.all().count() == 0
    await Account.filter(id=filled.account_id).update(plan=Plan.BOOST)
    assert [it[:2] for it in touched(await filled.run())] == [
        ("Help", Outcome.CREATED),
        ("Sales", Outcome.CREATED),
        ("x", Outcome.CREATED),
        ("y", Outcome.CREATED),
    ]
    tickets = await Ticket.all().order_by("id").select_related("inbox")
    assert [it.inbox.name for it in tickets] == ["Sales", "Help"]
    before = await filled.everything()
    assert touched(await filled.run()) == []
    assert await filled.everything() == before


async def test_an_inbox_that_is_there_is_changed_where_it_differs(full: Office) -> None:
    full.file("inboxes.csv", "name,email,close_after_days\nHelp,,14\nBad,nowhere,0\n")
    assert touched(await full.run("inboxes.csv")) == [
        ("Help", Outcome.CHANGED, "close_after_days"),
        (
            "Bad",
            Outcome.REFUSED,
            "email 'nowhere': It is no e-mail address.; "
            "close_after_days '0': It is no whole number from 1 to 3650.",
        ),
    ]
    assert [(it.name, it.email, it.close_after_days) for it in await Inbox.all()] == [
        ("Help", None, 14)
    ]
