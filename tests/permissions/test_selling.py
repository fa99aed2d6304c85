"""Every cell of the tables on contacts, quotations and invoices in docs/permissions.md."""

import pytest

from tests.permissions.matrix import table, words
from tests.permissions.selling.cast import SellingCast
from tests.permissions.selling.events import EVENTS, told
from tests.permissions.selling.trying import TRIES
from tests.world.crm import Crm

PERMISSIONS = table("Contacts, quotations and invoices")
TOLD = table("Who is told of contacts, quotations and invoices")


@pytest.mark.parametrize("name", PERMISSIONS)
async def test_who_may(crm: Crm, name: str) -> None:
    row = PERMISSIONS[name]
    cast = await SellingCast.of(crm, list(row))
    assert {it: await TRIES[name](cast, cast.people[it]) for it in row} == row


@pytest.mark.parametrize("event", TOLD)
async def test_who_is_told(crm: Crm, event: str) -> None:
    row = TOLD[event]
    assert await told(await SellingCast.of(crm, list(row)), event) == row


def test_every_row_can_be_tried_and_every_word_is_explained() -> None:
    assert set(PERMISSIONS) == set(TRIES)
    assert set(TOLD) == set(EVENTS)
    assert words("Contacts, quotations and invoices") == set(table("The words"))
    assert words("Who is told of contacts, quotations and invoices") == {"told", "silent"}
