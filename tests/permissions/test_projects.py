"""Every cell of docs/permissions.md that is about projects, tried through the API."""

import pytest

from tests.permissions.events import seen, told
from tests.permissions.matrix import Row, table, words
from tests.permissions.projects import EVENTS, TRIES, Staff
from tests.world.crm import Crm

PERMISSIONS = table("Permissions in projects")
WITHOUT_FINANCIALS = table("Permissions in projects without financials")
PARTICIPANTS_CHANGE = table("Permissions in projects that their participants may change")
EVERYONE_CHANGES = table("Permissions in projects that everyone may change")
TOLD, SEEN = table("Who is told of projects"), table("Who sees a project change")


async def tried(staff: Staff, name: str, row: Row) -> Row:
    """A row as the API answers it."""
    return {column: await TRIES[name](staff, column) for column in row}


@pytest.mark.parametrize("name", PERMISSIONS)
async def test_who_may(crm: Crm, name: str) -> None:
    row = PERMISSIONS[name]
    assert await tried(await Staff.around(crm), name, row) == row


@pytest.mark.parametrize("name", WITHOUT_FINANCIALS)
async def test_who_may_without_financials(crm: Crm, name: str) -> None:
    row = WITHOUT_FINANCIALS[name]
    assert await tried(await Staff.around(crm, financials=False), name, row) == row


@pytest.mark.parametrize("name", PARTICIPANTS_CHANGE)
async def test_who_may_where_participants_change_it(crm: Crm, name: str) -> None:
    row = PARTICIPANTS_CHANGE[name]
    staff = await Staff.around(crm, editors="OWNERS_AND_PARTICIPANTS")
    assert await tried(staff, name, row) == row


@pytest.mark.parametrize("name", EVERYONE_CHANGES)
async def test_who_may_where_everyone_changes_it(crm: Crm, name: str) -> None:
    row = EVERYONE_CHANGES[name]
    assert await tried(await Staff.around(crm, editors="EVERYONE"), name, row) == row


@pytest.mark.parametrize("event", TOLD)
async def test_who_is_told(crm: Crm, event: str) -> None:
    row = TOLD[event]
    assert await told(await Staff.around(crm), event, list(row), EVENTS) == row


@pytest.mark.parametrize("event", SEEN)
async def test_who_sees_it_change(crm: Crm, event: str) -> None:
    row = SEEN[event]
    assert await seen(await Staff.around(crm), event, list(row), EVENTS) == row


def test_everyone_in_the_tables_is_introduced() -> None:
    introduced = set(table("The people around a project"))
    tables = (PERMISSIONS, WITHOUT_FINANCIALS, PARTICIPANTS_CHANGE, EVERYONE_CHANGES, TOLD, SEEN)
    used = {column for rows in tables for row in rows.values() for column in row}
    assert used == introduced


def test_every_word_in_the_tables_is_explained() -> None:
    explained = set(table("The words")) | {"told", "title", "silent", "seen"}
    headings = ("Permissions in projects", "Who is told of projects", "Who sees a project change")
    assert {word for heading in headings for word in words(heading)} == explained


def test_every_row_can_be_tried() -> None:
    assert {*PERMISSIONS} == set(TRIES)
    assert {*TOLD, *SEEN} == set(EVENTS)
