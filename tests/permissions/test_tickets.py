"""Every cell of the tables on tickets in docs/permissions.md, tried through the API."""

import pytest

from tests.permissions.matrix import table, words
from tests.permissions.tickets import EVENTS, TRIES, TicketCast, take, told
from tests.world.crm import Crm

PERMISSIONS, BY_PLAN = table("Tickets"), table("Tickets and the plan")
TOLD = table("Who is told of tickets")


@pytest.mark.parametrize("name", PERMISSIONS)
async def test_who_may(crm: Crm, name: str) -> None:
    row = PERMISSIONS[name]
    cast = await TicketCast.of(crm, list(row))
    assert {it: await TRIES[name](cast, cast.people[it]) for it in row} == row


@pytest.mark.parametrize("name", BY_PLAN)
async def test_which_plan_allows_it(crm: Crm, name: str) -> None:
    row, found = BY_PLAN[name], {}
    cast = await TicketCast.of(crm, ["admin"])
    for plan in row:
        await take(crm, plan)
        found[plan] = await TRIES[name](cast, cast.people["admin"])
    assert found == row


@pytest.mark.parametrize("event", TOLD)
async def test_who_is_told(crm: Crm, event: str) -> None:
    row = TOLD[event]
    assert await told(await TicketCast.of(crm, list(row)), event) == row


def test_every_row_can_be_tried_and_every_word_is_explained() -> None:
    assert set(PERMISSIONS) == set(BY_PLAN) == set(TRIES)
    assert set(TOLD) == set(EVENTS)
    assert words("Tickets") | words("Tickets and the plan") == set(table("The words"))
    assert words("Who is told of tickets") == {"told", "silent"}
