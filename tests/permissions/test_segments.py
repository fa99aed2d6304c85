"""Every cell of the table on segments in docs/permissions.md, tried through the API."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orm.segment import Segment
from orm.user import UserStatus
from tests.permissions.matrix import table, words
from tests.permissions.people import person_of
from tests.permissions.trying import answered, by_all, by_node
from tests.world.crm import Crm
from tests.world.people import Person, Thing

PERMISSIONS = table("Segments")
RIGHTS: dict[str, dict[str, Any]] = {
    "admin": {"is_admin": True},
    "limited deals": {"crm_access": "LIMITED_DEALS"},
    "no deals": {"modules": ["COMPANIES_AND_CONTACTS"]},
}
STATES: dict[str, dict[str, Any]] = {
    "while private": {"visibility": "PRIVATE", "editors": "EVERYONE"},
    "when shared": {"visibility": "SHARED", "editors": "OWNER"},
    "when open to all": {"visibility": "SHARED", "editors": "EVERYONE"},
    "when its owner left": {"visibility": "SHARED", "editors": "OWNER"},
}


async def _read(person: Person, segment: Thing) -> Any:
    async def listed() -> bool:
        found = await person.ask("{ segments { id } }")
        return {"id": segment.gid} in found["segments"]

    return by_all(await by_node(person, segment), await answered(listed()))


async def _create(person: Person, segment: Thing) -> Any:
    return await answered(person.write("createSegment", kind="DEAL", name="Another", rules=[]))


async def _update(person: Person, segment: Thing) -> Any:
    return await answered(person.write("updateSegment", id=segment, name=f"Otherwise {segment.id}"))


async def _delete(person: Person, segment: Thing) -> Any:
    return await answered(person.write("deleteSegment", "deletedId", id=segment))


TRIES: dict[str, Callable[[Person, Thing], Awaitable[Any]]] = {
    "segment.read": _read,
    "segment.create": _create,
    "segment.update": _update,
    "segment.delete": _delete,
}


@pytest.mark.parametrize("name", PERMISSIONS)
async def test_who_may(crm: Crm, name: str) -> None:
    row, found = PERMISSIONS[name], {}
    verb, _, state = name.partition(" ")
    people = {column: await person_of(crm, column, RIGHTS) for column in row}
    for gone in ("deactivated", *(["owner"] if state == "when its owner left" else [])):
        await crm.have(people[gone], status=UserStatus.DEACTIVATED)
    for number, (column, person) in enumerate(people.items()):
        async with crm.runtime.database.writing():
            segment = await Segment.create(
                account_id=crm.account_id,
                kind="DEAL",
                name=f"Segment {number}",
                owner_id=people["owner"].id,
                **STATES.get(state, {}),
            )
        before = await crm.tables()
        found[column] = await TRIES[verb](person, Thing("Segment", segment.id))
        wrote = verb != "segment.read" and found[column] == "yes"
        assert (await crm.tables() != before) is wrote
    assert found == row


def test_every_word_is_explained() -> None:
    assert words("Segments") <= set(table("The words"))
