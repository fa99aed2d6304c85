"""The people of the tables whom their column says all about."""

from typing import Any

from tests.world.crm import Crm
from tests.world.people import Person


async def person_of(crm: Crm, column: str, rights: dict[str, dict[str, Any]]) -> Person:
    """Whom a column is about; rights: what is particular to the users of some columns."""
    if column == "anonymous":
        return crm.nobody()
    if column == "foreign":
        return await crm.person("eve")
    return await crm.another(column.title().replace(" ", ""), **rights.get(column, {}))
