"""An administrator without a module passes nothing of it on, and learns not how much there is."""

from typing import Any

import pytest

from tests.world.crm import Crm
from tests.world.people import Person, Refused, handover
from tests.world.places import ROLES, Everywhere, left, named


@pytest.fixture
async def nina(crm: Crm) -> Person:
    """Somebody who has every role there is, and no other record."""
    await crm.switch_seconds(on=True)
    return await crm.another("Nina")


async def test_whoever_passes_it_on_passes_on_only_what_they_have_the_module_of(
    crm: Crm, ada: Person, nina: Person, finn: Person, lena: Person
) -> None:
    await Everywhere.of(crm, nina, lena)
    await crm.have(ada, modules=["TICKETS"])
    for role in ("ACCOUNT_MANAGER", "PROJECT_OWNER", "TASK_ASSIGNEE", "ASSIGNED_TO"):
        async with crm.refuses("FEATURE_NOT_AVAILABLE"):
            await ada.transfer(nina, finn, roles=["TICKET_ASSIGNEE", role])
    assert await ada.transfer(nina, finn) == 1
    held = dict.fromkeys(ROLES, 1) | {"TICKET_ASSIGNEE": 0}
    assert await left(crm, nina) == held


async def why_they_stay(admin: Person, leaver: Person, *said: dict[str, Any]) -> str:
    """What an administrator is told who cannot deactivate somebody."""
    with pytest.raises(Refused) as caught:
        await admin.deactivate(leaver, *said)
    return str(caught.value)


async def test_what_an_administrator_has_no_module_of_is_asked_about_but_not_counted(
    crm: Crm, ada: Person, nina: Person, lena: Person
) -> None:
    await Everywhere.of(crm, nina, lena)
    await crm.have(ada, modules=["TICKETS"])
    uncounted = ", ".join(ROLES[:7])
    words = f"Say what becomes of {uncounted}, TICKET_ASSIGNEE (1), CUSTOM_FIELD."
    assert await why_they_stay(ada, nina) == f"REQUIRED responsibilities: {words}"
    await ada.deactivate(nina, *(handover(role, "LEAVE") for role in ROLES))


async def test_why_something_is_not_cleared_is_told_without_what_is_hidden(
    crm: Crm, ada: Person, nina: Person
) -> None:
    await crm.project("Alone", owners=[nina])
    await named(crm, await crm.company("Acme"), nina, required=True)
    said = [handover(role, "CLEAR") for role in ("PROJECT_OWNER", "CUSTOM_FIELD")]
    leaving = [handover("PROJECT_OWNER", "LEAVE"), said[1]]
    owner = "LAST_OWNER responsibilities: They are the only active owner of"
    assert await why_they_stay(ada, nina, *said) == f"{owner} 1 project."
    assert ": Field Company:" in await why_they_stay(ada, nina, *leaving)
    await crm.have(ada, modules=["TICKETS"])
    assert await why_they_stay(ada, nina, *said) == f"{owner} some projects."
    assert ": A custom field is required" in await why_they_stay(ada, nina, *leaving)
