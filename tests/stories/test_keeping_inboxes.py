"""Administrators keep the shared inboxes."""

from typing import Any

import pytest

from tests.stories.test_creating_a_ticket import WITHOUT_TICKETS
from tests.world.crm import Crm
from tests.world.people import Person, Thing

INBOXES = "{ inboxes { name email closeAfterDays } }"


async def created(person: Person, **given: Any) -> Thing:
    payload = await person.write("createInbox", "inbox { id }", **given)
    return Thing.of(payload["inbox"]["id"])


async def test_everyone_with_the_module_sees_the_inboxes_that_an_administrator_keeps(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    inbox = await created(ada, name="Help", email="Help@Acme.example", closeAfterDays=14)
    assert (await cleo.ask(INBOXES))["inboxes"] == [
        {"name": "Help", "email": "help@acme.example", "closeAfterDays": 14},
        {"name": "Support", "email": None, "closeAfterDays": None},
    ]
    await ada.update(inbox, name="Sales", email=None, closeAfterDays=None)
    support = await crm.inbox()
    async with crm.refuses("INVALID", "id"):
        await ada.delete(support)
    assert [it["name"] for it in (await cleo.ask(INBOXES))["inboxes"]] == ["Sales", "Support"]
    await ada.delete(inbox)
    assert [it["name"] for it in (await cleo.ask(INBOXES))["inboxes"]] == ["Support"]


async def test_nobody_but_an_administrator_keeps_inboxes(
    crm: Crm, finn: Person, lena: Person, eve: Person
) -> None:
    inbox = await crm.inbox("Empty")
    for who, code in ((finn, "FORBIDDEN"), (lena, "FORBIDDEN"), (eve, "NOT_FOUND")):
        async with crm.refuses(code):
            await who.update(inbox, name="Mine")
        async with crm.refuses(code):
            await who.delete(inbox)
    async with crm.refuses("FORBIDDEN"):
        await created(finn, name="Mine")


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"name": "Support"}, "DUPLICATE", "name"),
        ({"name": ""}, "REQUIRED", "name"),
        ({"email": "nowhere"}, "INVALID", "email"),
        ({"email": f"{'İ' * 130}@acme.example"}, "INVALID", "email"),
        ({"closeAfterDays": 0}, "INVALID", "closeAfterDays"),
        ({"closeAfterDays": 3651}, "INVALID", "closeAfterDays"),
    ],
)
async def test_an_inbox_is_refused_what_cannot_be(
    crm: Crm, ada: Person, given: dict[str, Any], code: str, path: str
) -> None:
    other = await crm.inbox("Other")
    async with crm.refuses(code, path):
        await created(ada, **{"name": "New", **given})
    async with crm.refuses(code, path):
        await ada.update(other, **given)


async def test_who_lacks_the_module_neither_sees_nor_keeps_inboxes(
    crm: Crm, ada: Person, finn: Person
) -> None:
    inbox = await crm.inbox()
    for who in (ada, finn):
        await crm.have(who, modules=WITHOUT_TICKETS)
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await who.ask(INBOXES)
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await created(who, name="Mine")
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await who.can_read(inbox)
