"""On PostgreSQL no node of a plan counts anything else, whatever hidden rows hold.

Each statement is planned once and the same plan is run before and after the hidden rows are others.
A node tells which rows it passed on and which it dropped. Within one node a rule and a filter may
be asked in any order, which no count shows: that is why a barrier stands between the two.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from orm.database.database import Database, open_database
from orm.database.migrating import apply
from tests.abuse import hidden_rows
from tests.abuse.plans import ExplainingReaders
from tests.abuse.questions import documents, people
from tests.abuse.steps import Asker
from tests.reading.world import World, make_world
from tests.world.stage import a_database

pytestmark = [pytest.mark.postgresql, pytest.mark.asyncio(loop_scope="module")]
SETTINGS = {"jit": "off", "plan_cache_mode": "force_generic_plan"}
BY_INDEXES = "SET enable_seqscan = off; SET enable_bitmapscan = off"
#: It takes its time to plan each document; each test takes others of them.
EVERY = 5


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
    connection: Any = await asyncpg.connect(url, server_settings=SETTINGS)
    try:
        world = await make_world(database, 7, accounts=3)
        for table in world.rows:
            # Whoever stops at the first row that fits passes the same rows in the same order.
            await connection.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = off)')
            await connection.execute(f'CLUSTER "{table}" USING "{table}_pkey"')
        yield world, connection
    finally:
        await connection.close()
        await database.close()


async def change(connection: Any, world: World, user: Any) -> None:
    """Let hidden rows hold something else; every row is written anew, in the order of before."""
    rows = hidden_rows.hidden(world, user)
    for table, columns, source in hidden_rows.alike(world, user, rows):
        sets = ", ".join(f'"{name}" = o."{name}"' for name in columns)
        await connection.executemany(
            f'UPDATE "{table}" t SET {sets} FROM "{table}" o WHERE t.id = $1 AND o.id = $2',
            sorted(source.items()),
        )


async def remove(connection: Any, world: World, user: Any) -> None:
    """Remove what is hidden of the user's account."""
    own = hidden_rows.of_account(world, user.account_id)
    rows = {table: ids & own[table] for table, ids in hidden_rows.hidden(world, user).items()}
    await connection.execute("SET LOCAL session_replication_role = replica")
    for table, ids in hidden_rows.removable(world, rows).items():
        await connection.execute(f'DELETE FROM "{table}" WHERE id = ANY($1)', list(ids))


# What is known of the tables stays known, so that test is the last.
@pytest.mark.parametrize(
    ("begin", "settings", "otherwise"),
    [
        pytest.param(0, "SELECT", change, id="as the planner likes"),
        pytest.param(1, BY_INDEXES, change, id="by indexes alone"),
        pytest.param(2, BY_INDEXES, remove, id="by indexes alone, with the rows removed"),
        pytest.param(3, "ANALYZE", change, id="as it likes when it knows the tables"),
    ],
)
async def test_no_node_of_a_plan_counts_what_hidden_rows_hold(
    place: tuple[World, Any], begin: int, settings: str, otherwise: Any
) -> None:
    world, connection = place
    await connection.execute(f"RESET ALL; {settings}")
    different, asked = [], 0
    for user in people(world):
        readers = ExplainingReaders(connection)
        asker = Asker(Database("postgresql", readers), readers)
        # Of the few segments that an account has it reads all, also those of others.
        texts = [it for it in documents(world, user)[begin::EVERY] if "segments" not in it]
        before = [await asker.ask(user.id, text) for text in texts]
        transaction = connection.transaction()
        await transaction.start()
        await otherwise(connection, world, user)
        after = [await asker.ask(user.id, text) for text in texts]
        await transaction.rollback()
        await connection.execute("DEALLOCATE ALL")
        await connection.execute("VACUUM")
        asked += sum(bool(steps) for _, steps in before)
        different += [
            (str(user.crm_access), user.is_admin, text, one, other)
            for text, one, other in zip(texts, before, after, strict=True)
            if one != other
        ]
    assert asked > 500
    assert different == []
