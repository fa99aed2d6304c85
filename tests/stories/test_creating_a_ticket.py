"""Tickets come to be, numbered without gaps."""

import asyncio
from typing import Any

import pytest

from orm.user import Module
from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Thing

WITHOUT_TICKETS = [module.value for module in Module if module is not Module.TICKETS]
MESSAGES = "messages { nodes { type body sentBy { name } auto } }"


async def test_whoever_has_the_module_creates_a_ticket_and_it_is_nobodys(
    crm: Crm, cleo: Person
) -> None:
    inbox = await crm.inbox()
    async with crm.telling() as told, watching(cleo) as seen:
        ticket = await cleo.create_ticket("Big one", inbox, body="It is broken.\r\nHelp!")
    assert told == {}
    assert seen == [("CREATED", ticket, "#2 Big one")]
    fields = "number label status inbox { name } assignedTo { name } responsibilities { role }"
    assert await cleo.see(ticket, f"{fields} {MESSAGES}") == {
        "number": 2,
        "label": "#2 Big one",
        "status": "NEW",
        "inbox": {"name": "Support"},
        "assignedTo": None,
        "responsibilities": [],
        "messages": {
            "nodes": [
                {"type": "CUSTOMER", "body": "It is broken.\nHelp!", "sentBy": None, "auto": False}
            ]
        },
    }


async def test_the_one_responsible_is_told_and_the_text_says_nothing_of_the_message(
    crm: Crm, ada: Person, ben: Person
) -> None:
    async with crm.telling() as told:
        await ada.create_ticket("Big one", await crm.inbox(), body="Secret", assignedTo=ben)
    assert told == {"Ben": ["New, and yours: #2 Big one."]}


async def test_nobody_is_told_of_the_ticket_they_created_for_themselves(
    crm: Crm, ben: Person
) -> None:
    async with crm.telling() as told:
        ticket = await ben.create_ticket("Big one", await crm.inbox(), assignedTo=ben)
    assert told == {}
    assert (await ben.see(ticket, "responsibilities { role user { name } }")) == {
        "responsibilities": [{"role": "TICKET_ASSIGNEE", "user": {"name": "Ben Boxed"}}]
    }


async def test_numbers_have_no_gaps_however_many_are_created_at_once_or_refused(
    crm: Crm, ada: Person, finn: Person, gus: Person, eve: Person
) -> None:
    inbox, foreign = await crm.inbox(), await crm.foreign("Inbox")
    given: dict[str, Any] = {"subject": "One of many"}
    theirs = [eve.write("createTicket", "", inbox=foreign, **given) for _ in range(5)]
    ours = [
        who.write("createTicket", "ticket { number }", inbox=inbox, **given)
        for who in (ada, finn) * 10
    ]
    refused = [ada.write("createTicket", "", inbox=inbox, assignedTo=gus, **given)]
    answers: list[Any] = await asyncio.gather(*ours, *theirs, *refused, return_exceptions=True)
    numbers = sorted(it["ticket"]["number"] for it in answers[:20])
    assert numbers == list(range(2, 22))
    assert [type(it) is dict for it in answers] == [True] * 25 + [False]
    assert len(await eve.tickets()) == 6


async def test_a_ticket_is_refused_a_responsible_who_cannot_be(
    crm: Crm, ada: Person, gus: Person, eve: Person, lena: Person
) -> None:
    inbox = await crm.inbox()
    await crm.have(lena, modules=WITHOUT_TICKETS)
    for code, who in (("USER_INACTIVE", gus), ("NOT_FOUND", eve), ("ASSIGNEE_LACKS_MODULE", lena)):
        async with crm.refuses(code, "assignedTo"):
            await ada.create_ticket("Big one", inbox, assignedTo=who)


async def test_a_ticket_is_refused_an_inbox_of_another_account(crm: Crm, ada: Person) -> None:
    async with crm.refuses("NOT_FOUND", "inbox"):
        await ada.create_ticket("Big one", await crm.foreign("Inbox"))
    async with crm.refuses("INVALID", "inbox"):
        await ada.create_ticket("Big one", Thing("Company", 1))


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"subject": " "}, "REQUIRED", "subject"),
        ({"subject": "x" * 181}, "INVALID", "subject"),
        ({"subject": "two\nlines"}, "INVALID", "subject"),
        ({"body": "x" * 20_001}, "INVALID", "body"),
    ],
)
async def test_a_ticket_is_refused_what_cannot_be(
    crm: Crm, ada: Person, given: dict[str, Any], code: str, path: str
) -> None:
    inbox = await crm.inbox()
    async with crm.refuses(code, path):
        await ada.create_ticket(**{"subject": "Big one", "inbox": inbox, **given})


async def test_the_longest_subject_fits_with_its_number(crm: Crm, ada: Person) -> None:
    ticket = await ada.create_ticket("x" * 180, await crm.inbox())
    assert await ada.see(ticket, "label") == {"label": f"#2 {'x' * 180}"}


async def test_who_lacks_the_module_creates_no_ticket(crm: Crm, finn: Person) -> None:
    inbox = await crm.inbox()
    await crm.have(finn, modules=WITHOUT_TICKETS)
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.create_ticket("Big one", inbox)


async def test_who_has_not_signed_in_creates_no_ticket(crm: Crm) -> None:
    inbox = await crm.inbox()
    async with crm.refuses("UNAUTHENTICATED"):
        await crm.nobody().create_ticket("Big one", inbox)
