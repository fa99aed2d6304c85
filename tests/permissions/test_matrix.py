"""Every cell of docs/permissions.md, tried through the API."""

import re

import pytest

from resolvers.visibility.explanation import KINDS, name_of
from tests.permissions.cast import Cast
from tests.permissions.events import EVENTS, seen, told
from tests.permissions.matrix import PAGE, Row, table, words
from tests.permissions.test_projects import PERMISSIONS as PROJECT_PERMISSIONS
from tests.permissions.trying import TRIES
from tests.world.crm import Crm

PERMISSIONS = table("Permissions")
WITHOUT_SECONDS = table("Permissions without second responsibles")
WITHOUT_MODULE = table("Permissions without a module")
TOLD, TOLD_WITHOUT_SECONDS = table("Who is told"), table("Who is told without second responsibles")
SEEN = table("Who sees it change")


async def tried(crm: Crm, name: str, row: Row, *, seconds: bool = True) -> Row:
    """A row as the API answers it."""
    cast = await Cast.of(crm, list(row), seconds=seconds)
    return {column: await TRIES[name](cast, column) for column in row}


@pytest.mark.parametrize("name", PERMISSIONS)
async def test_who_may(crm: Crm, name: str) -> None:
    row = PERMISSIONS[name]
    assert await tried(crm, name, row) == row


@pytest.mark.parametrize("name", WITHOUT_SECONDS)
async def test_who_may_without_second_responsibles(crm: Crm, name: str) -> None:
    row = WITHOUT_SECONDS[name]
    assert await tried(crm, name, row, seconds=False) == row


@pytest.mark.parametrize("name", WITHOUT_MODULE)
async def test_who_may_without_a_module(crm: Crm, name: str) -> None:
    row = WITHOUT_MODULE[name]
    assert await tried(crm, name, row) == row


@pytest.mark.parametrize("event", TOLD)
async def test_who_is_told(crm: Crm, event: str) -> None:
    row = TOLD[event]
    assert await told(await Cast.of(crm, list(row)), event, list(row)) == row


@pytest.mark.parametrize("event", TOLD_WITHOUT_SECONDS)
async def test_who_is_told_without_second_responsibles(crm: Crm, event: str) -> None:
    row = TOLD_WITHOUT_SECONDS[event]
    cast = await Cast.of(crm, list(row), seconds=False)
    assert await told(cast, event, list(row)) == row


@pytest.mark.parametrize("event", SEEN)
async def test_who_sees_it_change(crm: Crm, event: str) -> None:
    row = SEEN[event]
    assert await seen(await Cast.of(crm, list(row)), event, list(row)) == row


def test_every_permission_of_the_code_is_in_the_table() -> None:
    known = {name_of(it) for access in KINDS.values() for it in access.permissions().values()}
    tables = [
        PERMISSIONS,
        table("Contacts, quotations and invoices"),
        PROJECT_PERMISSIONS,
        table("Tickets"),
        table("Custom fields"),
        table("Segments"),
    ]
    named = {name.split(" ")[0] for rows in tables for name in rows}
    # Named after what people do, these are the updating and the reading of records.
    contacts, deals = {"contact.link", "contact.unlink"}, {"deal.move", "deal.close"}
    projects = {"project.close", "task.create"}
    others = {"quotation.create", "custom_field_value.set", "message.add", "note.add"}
    assert named - contacts - deals - projects - others == known


def test_everyone_in_the_tables_is_introduced() -> None:
    introduced = set(table("The people"))
    for heading in ("Permissions", "Who is told", "Who sees it change"):
        assert {column for row in table(heading).values() for column in row} <= introduced
    assert {column for row in PERMISSIONS.values() for column in row} == introduced


def test_every_word_in_the_tables_is_explained() -> None:
    page = PAGE.read_text(encoding="utf-8")
    explained = set(table("The words")) | {
        word.lower() for word in re.findall(r"\*([A-Z]\w+)\*:", page)
    }
    headings = [
        "Permissions",
        "Permissions without second responsibles",
        "Permissions without a module",
        "Who is told",
        "Who sees it change",
    ]
    assert {word for heading in headings for word in words(heading)} == explained


def test_every_row_can_be_tried() -> None:
    assert {*PERMISSIONS, *WITHOUT_SECONDS, *WITHOUT_MODULE} == set(TRIES)
    assert {*TOLD, *TOLD_WITHOUT_SECONDS, *SEEN} == set(EVENTS)
