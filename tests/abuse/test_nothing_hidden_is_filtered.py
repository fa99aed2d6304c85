"""On PostgreSQL nothing that is asked is put to a hidden row: each step of a plan tells so."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from orm.database import Database, open_database
from orm.migrating import apply
from orm.user import CrmAccess, ProjectAccess, User
from tests.abuse import hidden_rows
from tests.abuse.questions import documents
from tests.abuse.steps import Asker
from tests.reading.world import World, make_world
from tests.world.stage import a_database

pytestmark = [pytest.mark.postgresql, pytest.mark.asyncio(loop_scope="module")]
#: What PostgreSQL counts of each step of a plan.
COUNTED = ("Node Type", "Actual Rows", "Actual Loops", "Rows Removed by Filter")


class ExplainingReaders:
    """One connection; it tells what each step of the last statement counted."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.steps: list[tuple[Any, ...]] = []

    async def rows(self, sql: str, values: Sequence[Any], *_: Any, **__: Any) -> list[Any]:
        """The rows that a statement answers."""
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON, COSTS OFF, TIMING OFF) {sql}"
        plan = json.loads(await self._connection.fetchval(explain, *values))[0]["Plan"]
        self.steps = [tuple(node.get(name) for name in COUNTED) for node in _nodes(plan)]
        return list(await self._connection.fetch(sql, *values))

    async def value(self, sql: str, values: Sequence[Any], *_: Any, **__: Any) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        rows = await self.rows(sql, values)
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Leave the connection to whoever opened it."""


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A database with all tables and no rows."""
    with a_database("hidden") as url:
        asyncio.run(apply(url, lambda name: None))
        yield url


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(url: str) -> AsyncIterator[tuple[World, Any]]:
    """A world, and a connection to it."""
    database = await open_database(url)
    connection: Any = await asyncpg.connect(url, server_settings={"jit": "off"})
    try:
        yield await make_world(database, 7, accounts=3), connection
    finally:
        await connection.close()
        await database.close()


async def change(connection: Any, rows: dict[str, set[int]]) -> None:
    """Let each row hold what the next one holds, of the same table."""
    for table, columns in hidden_rows.changeable():
        ids = sorted(rows[table])
        sets = ", ".join(f'"{name}" = o."{name}"' for name in columns)
        moved = "unnest($1::bigint[], $2::bigint[]) m(id, next)"
        await connection.execute(
            f'UPDATE "{table}" t SET {sets} FROM {moved}, "{table}" o'
            " WHERE t.id = m.id AND o.id = m.next",
            ids,
            [*ids[1:], *ids[:1]],
        )


def limited(world: World) -> list[Any]:
    """One user of each kind who sees in part, of the account that others lie around."""
    found: dict[Any, Any] = {}
    for user in sorted(world.all(User), key=lambda it: -len(it.modules)):
        in_part = user.crm_access is not CrmAccess.FULL
        in_part |= user.project_access is ProjectAccess.BY_PARTICIPATION
        if in_part and not user.is_admin and user.status == "ACTIVE" and user.account_id == 2:
            found.setdefault(user.crm_access, user)
    return list(found.values())


async def test_no_step_of_a_plan_depends_on_what_hidden_rows_hold(
    place: tuple[World, Any],
) -> None:
    world, connection = place
    readers = ExplainingReaders(connection)
    asker, different, asked = Asker(Database("postgresql", readers), readers), [], 0
    for user in limited(world):
        # Every fourth: it takes its time to plan each anew.
        texts, took = documents(world, user)[::4], []
        # Rewritten before each look, since what was changed lies otherwise on its pages.
        for times in range(2):
            if times:
                await change(connection, hidden_rows.hidden(world, user))
            await connection.execute("VACUUM FULL")
            took.append([await asker.ask(user.id, text) for text in texts])
        asked += sum(bool(steps) for _, steps in took[0])
        different += [
            (str(user.crm_access), text, one, other)
            for text, one, other in zip(texts, *took, strict=True)
            if one != other
        ]
    assert asked > 200
    assert different == []
