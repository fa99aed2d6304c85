"""Who sees little is answered in as many steps beside thousands of hidden rows as beside few."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from orm.database import migrating
from orm.database.database import Database, open_database
from orm.record import Record
from orm.user import User
from tests.abuse import hidden_rows
from tests.abuse.questions import documents
from tests.abuse.steps import Asker, CountingReaders
from tests.reading.kinds import TYPES
from tests.reading.world import World, make_world

pytestmark = pytest.mark.asyncio(loop_scope="module")
COPIES = 2_000
#: A search in an index goes deeper the more there is; a walk would take many times as many steps.
AS_MANY, MORE = 1.3, 300
#: Copies of one row that is hidden, in which what may be empty is empty.
COPY = """INSERT INTO "{table}" ({names}) WITH RECURSIVE n(i) AS (
  SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies}
) SELECT {values} FROM "{table}" r, n WHERE r.id = {id}"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world_in_a_file(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Path, World]]:
    path = tmp_path_factory.mktemp("grows") / "world.sqlite3"
    shutil.copy(sqlite_template, path)
    database = await open_database(f"sqlite://{path}")
    try:
        yield path, await make_world(database, 7, accounts=2)
    finally:
        await database.close()


def grown(path: Path, world: World, user: Any) -> Path:
    """A copy of the file with thousands of rows more of each kind, all hidden from the user."""
    copy = path.with_name(f"grown-{user.id}.sqlite3")
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        for model in (it for it in TYPES if issubclass(it, Record)):
            multiply(target, model, hidden_of_account(world, user)[model._meta.db_table])
        target.commit()
    return copy


def hidden_of_account(world: World, user: Any) -> dict[str, set[int]]:
    """The rows of the user's account that they do not see, by table."""
    own = hidden_rows.of_account(world, user.account_id)
    return {it: ids & own[it] for it, ids in hidden_rows.hidden(world, user).items()}


def multiply(connection: sqlite3.Connection, model: type[Record], ids: set[int]) -> None:
    """Make copies of the first of some rows."""
    if not ids:
        return
    table, empty = model._meta.db_table, set[str]()
    for name, column in model._meta.fields_db_projection.items():
        if model._meta.fields_map[name].null and name.endswith("_id"):
            empty.add(column)
    values = {
        column: "NULL" if column in empty else f'r."{column}"'
        for column in model._meta.fields_db_projection.values()
        if column not in ("id", "external_id")
    }
    if "number" in values:
        values["number"] = "1000000 + i"
    connection.execute(
        COPY.format(
            table=table,
            names=", ".join(f'"{column}"' for column in values),
            values=", ".join(values.values()),
            copies=COPIES,
            id=min(ids),
        )
    )


def limited(world: World) -> list[Any]:
    """Users who see some deals and hardly all, of each way to be limited."""
    ways: dict[Any, Any] = {}
    for user in world.all(User):
        if not user.is_admin and user.status == "ACTIVE":
            ways.setdefault((user.crm_access, user.project_access), user)
    return [user for (crm, _), user in ways.items() if crm != "FULL"]


@pytest.mark.slow
async def test_who_sees_little_is_answered_in_as_many_steps_beside_thousands_of_hidden_rows(
    world_in_a_file: tuple[Path, World],
) -> None:
    path, world = world_in_a_file
    readers = CountingReaders()
    asker, slower, asked = Asker(Database("sqlite", readers), readers), [], 0
    for user in limited(world):
        texts, took = documents(world, user), []
        for file in (path, grown(path, world, user)):
            readers.look_at(file)
            took.append([await asker.ask(user.id, text) for text in texts])
        for text, (answer, before), (later, after) in zip(texts, *took, strict=True):
            asked += before > 0
            if answer == later and after > AS_MANY * before + MORE:
                slower.append((str(user.crm_access), text, before, after))
    assert asked > 500
    assert slower == []


async def test_a_database_that_is_made_ready_has_no_statistics_that_mislead(
    tmp_path: Path,
) -> None:
    url, path = f"sqlite://{tmp_path / 'old.sqlite3'}", tmp_path / "old.sqlite3"
    await migrating.apply(url, lambda name: None)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM tortoise_migrations WHERE name LIKE '0010%'")
        for table in ("company", "deal", "ticket"):
            (index,) = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
                ' AND sql LIKE \'%("account_id", "a%", "created_at", "id")\'',
                [table],
            ).fetchone()
            connection.execute(f'DROP INDEX "{index}"')
        connection.execute("ANALYZE")
    await migrating.apply(url, lambda name: None)
    with sqlite3.connect(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        assert tables.fetchall() == []
