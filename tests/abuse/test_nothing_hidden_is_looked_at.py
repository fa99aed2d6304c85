"""Neither what hidden rows hold nor whether they exist shows in what a read takes."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from orm.database.database import Database, open_database
from tests.abuse import hidden_rows, questions
from tests.abuse.questions import documents, people
from tests.abuse.steps import Asker, CountingReaders
from tests.reading.kinds import TYPES
from tests.reading.world import World, make_world

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOWHERE = 10**12


class Place:
    """A world in a file, of which copies may be otherwise."""

    def __init__(self, path: Path, world: World) -> None:
        self.path, self.world = path, world

    def otherwise(self, name: str, user: Any) -> Path:
        """A copy in which the rows that are hidden from a user are changed, or removed."""
        path = self.path.with_name(f"{name}-{user.id}.sqlite3")
        shutil.copy(self.path, path)
        with sqlite3.connect(path) as connection:
            rows = hidden_rows.hidden(self.world, user)
            if name == "changed":
                hidden_rows.change(connection, rows)
            else:
                # A walk along an index ends at what lies behind it, of whomever that is.
                own = hidden_rows.of_account(self.world, user.account_id)
                rows = {it: ids & own[it] for it, ids in rows.items()}
                hidden_rows.remove(connection, self.world, rows)
        return path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Place]:
    path = tmp_path_factory.mktemp("hidden") / "world.sqlite3"
    shutil.copy(sqlite_template, path)
    database = await open_database(f"sqlite://{path}")
    try:
        world = await make_world(database, 7, accounts=3)
        await database.connection.execute_script("PRAGMA wal_checkpoint(TRUNCATE)")
        yield Place(path, world)
    finally:
        await database.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["changed", "removed"])
async def test_a_list_takes_the_same_steps_whatever_is_hidden(place: Place, how: str) -> None:
    readers = CountingReaders()
    asker, different, asked = Asker(Database("sqlite", readers), readers), [], 0
    for user in people(place.world):
        texts, took = documents(place.world, user), []
        for path in (place.path, place.otherwise(how, user)):
            readers.look_at(path)
            took.append([await asker.ask(user.id, text) for text in texts])
        asked += sum(steps > 0 for _, steps in took[0])
        different += [
            (str(user.crm_access), user.is_admin, text, one, other)
            for text, one, other in zip(texts, *took, strict=True)
            if one != other
        ]
    assert asked > 1000
    assert different == []


@pytest.mark.slow
async def test_a_look_up_takes_the_same_steps_for_what_is_hidden_as_for_what_is_not_there(
    place: Place,
) -> None:
    readers = CountingReaders()
    asker, different, asked = Asker(Database("sqlite", readers), readers), [], 0
    readers.look_at(place.path)
    for user in people(place.world):
        rows = hidden_rows.hidden(place.world, user)
        for of in TYPES:
            name = of.__name__
            forms = [f'{{node(id:"{name}:%s"){{id}}}}', f'{{nodes(ids:["{name}:%s"]){{id}}}}']
            if "id" in getattr(questions.QUERY.fields.get(name.lower()), "args", ()):
                forms.append(f'{{{name.lower()}(id:"{name}:%s"){{id}}}}')
            for form in forms:
                absent = await asker.steps(user.id, form % NOWHERE)
                for id_ in sorted(rows.get(of._meta.db_table, ()))[1:9]:
                    steps = await asker.steps(user.id, form % id_)
                    asked += 1
                    if steps != absent:
                        different.append((str(user.crm_access), form % id_, steps, absent))
    assert asked > 500
    assert different == []
