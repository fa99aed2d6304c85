"""Every cell of the table on custom fields in docs/permissions.md, tried through the API."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from orm.user import UserStatus
from tests.permissions.matrix import table, words
from tests.permissions.people import person_of
from tests.permissions.trying import answered, by_all, by_node, inside
from tests.world.crm import Crm
from tests.world.people import Person, Thing

PERMISSIONS = table("Custom fields")
RIGHTS: dict[str, dict[str, Any]] = {
    "admin": {"is_admin": True},
    "responsible": {"crm_access": "LIMITED_DEALS"},
    "named": {"crm_access": "LIMITED_DEALS"},
    "no deals": {"is_admin": True, "modules": ["COMPANIES_AND_CONTACTS"]},
}


async def _read(person: Person, field: Thing, deal: Thing) -> str:
    async def listed() -> bool:
        found = await person.ask("{ customFieldDefinitions { id } }")
        return {"id": field.gid} in found["customFieldDefinitions"]

    return by_all(await by_node(person, field), await answered(listed()))


async def _create(person: Person, field: Thing, deal: Thing) -> str:
    given: dict[str, Any] = {"kind": "DEAL", "label": "Another", "type": "TEXT"}
    return await answered(person.write("createCustomFieldDefinition", **given))


async def _update(person: Person, field: Thing, deal: Thing) -> str:
    label = f"Otherwise {field.id}"
    return await answered(person.write("updateCustomFieldDefinition", id=field, label=label))


async def _delete(person: Person, field: Thing, deal: Thing) -> str:
    return await answered(person.delete(field))


async def _read_value(person: Person, field: Thing, deal: Thing) -> str:
    async def shown() -> bool:
        seen = await person.see(deal, "customFields { field { id } }")
        return bool(seen) and seen["customFields"] == [{"field": {"id": field.gid}}]

    return await inside(shown())


async def _set_value(person: Person, field: Thing, deal: Thing) -> str:
    return await answered(person.set_field(deal, field))


TRIES: dict[str, Callable[[Person, Thing, Thing], Awaitable[str]]] = {
    "custom_field.read": _read,
    "custom_field.create": _create,
    "custom_field.update": _update,
    "custom_field.delete": _delete,
    "custom_field_value.read": _read_value,
    "custom_field_value.set": _set_value,
}


@pytest.mark.parametrize("name", PERMISSIONS)
async def test_who_may(crm: Crm, ada: Person, name: str) -> None:
    row, found = PERMISSIONS[name], {}
    people = {column: await person_of(crm, column, RIGHTS) for column in row}
    await crm.have(people["deactivated"], status=UserStatus.DEACTIVATED)
    for number, (column, person) in enumerate(people.items()):
        field = await crm.custom_field("USER", "DEAL", label=f"Field {number}")
        deal = await crm.deal(assigned_to=people["responsible"])
        await ada.set_field(deal, field, user=people["named"])
        before = await crm.tables()
        found[column] = await TRIES[name](person, field, deal)
        wrote = not name.endswith(".read") and found[column] == "yes"
        assert (await crm.tables() != before) is wrote
    assert found == row


def test_every_word_is_explained() -> None:
    assert words("Custom fields") <= set(table("The words"))
    assert set(PERMISSIONS) == set(TRIES)
