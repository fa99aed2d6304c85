"""The fixtures of stories: an account on either database, and the people in it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from orm.database.database import dialect_of
from orm.database.migrating import apply
from tests.world.beginning import Beginning, begin
from tests.world.crm import Crm
from tests.world.listening import MARKERS
from tests.world.machine import POSTGRESQL, expect_required, need
from tests.world.people import Person

#: Deletes every row, and lets ids begin with 1; for tables that hold few, in a hundredth of the
#: time that TRUNCATE takes.
EMPTY = """DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations'
  LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
  PERFORM setval(format('%I', sequencename), 1, false) FROM pg_sequences
    WHERE schemaname = 'public' AND sequencename NOT LIKE 'tortoise%';
END $$"""


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known that `make test` leaves out, and look for what is required."""
    config.addinivalue_line("markers", "postgresql: what is told on PostgreSQL")
    config.addinivalue_line("markers", "slow: what takes more than six seconds by itself")
    if not hasattr(config, "workerinput"):  # the process that begins the run, of several
        expect_required()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows."""
    file = tmp_path_factory.mktemp("template") / "whose.sqlite3"
    asyncio.run(apply(f"sqlite://{file}", lambda name: None))
    return file


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A database of this run, with all tables; gone afterwards."""
    with a_database("stories") as url:
        asyncio.run(apply(url, lambda migration: None))
        yield url


@contextmanager
def a_database(name: str) -> Iterator[str]:
    """A database of this run on PostgreSQL, without tables; gone afterwards."""
    name = f"whose_{name}_{os.getpid()}"
    need("postgresql")
    asyncio.run(execute(f'CREATE DATABASE "{name}"'))
    try:
        # It is thrown away, so nothing needs to wait for the disk.
        asyncio.run(execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
        yield f"{POSTGRESQL}/{name}"
    finally:
        asyncio.run(execute(f'DROP DATABASE "{name}" WITH (FORCE)'))


async def execute(sql: str, url: str = f"{POSTGRESQL}/postgres") -> None:
    """Run a statement, by itself."""
    connection: Any = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with all tables and no rows."""
    return emptied(request.param, request, tmp_path)


def emptied(dialect: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a database with all tables and no rows; one of SQLite's is in the folder."""
    if dialect == "postgresql":
        url: str = request.getfixturevalue("postgresql_url")
        asyncio.run(execute(EMPTY, url))
        return url
    file = folder / "whose.sqlite3"
    shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite://{file}"


@pytest.fixture(scope="session")
def sqlite_beginning(sqlite_template: Path) -> Beginning:
    """The accounts of stories on SQLite."""
    file = sqlite_template.with_name("begun.sqlite3")
    shutil.copyfile(sqlite_template, file)
    return begin(f"sqlite://{file}")


@pytest.fixture(scope="session")
def postgresql_beginning(postgresql_url: str) -> Beginning:
    """The accounts of stories on PostgreSQL."""
    beginning = begin(postgresql_url)
    asyncio.run(execute(EMPTY, postgresql_url))
    return beginning


@pytest.fixture
def beginning(database_url: str, request: pytest.FixtureRequest) -> Beginning:
    """The accounts of stories on the database of this test, which is empty."""
    found: Beginning = request.getfixturevalue(f"{dialect_of(database_url)}_beginning")
    return found


@pytest.fixture
async def crm(database_url: str, beginning: Beginning) -> AsyncIterator[Crm]:
    """An account and a foreign one, each test its own."""
    MARKERS.clear()
    runtime = await beginning.put_back(database_url)
    try:
        yield Crm.as_begun(runtime, beginning.crm)
    finally:
        await runtime.close()


@pytest.fixture
async def ada(crm: Crm) -> Person:
    """An administrator."""
    return await crm.person("ada")


@pytest.fixture
async def finn(crm: Crm) -> Person:
    """Somebody with full access who is no administrator; a member of Lena's team."""
    return await crm.person("finn")


@pytest.fixture
async def lena(crm: Crm) -> Person:
    """The lead of the team North, with full access."""
    return await crm.person("lena")


@pytest.fixture
async def ben(crm: Crm) -> Person:
    """Somebody limited to their deals; a member of Lena's team."""
    return await crm.person("ben")


@pytest.fixture
async def sam(crm: Crm) -> Person:
    """Somebody else limited to their deals."""
    return await crm.person("sam")


@pytest.fixture
async def cleo(crm: Crm) -> Person:
    """Somebody limited to what hangs off their companies."""
    return await crm.person("cleo")


@pytest.fixture
async def dora(crm: Crm) -> Person:
    """Somebody else limited to what hangs off their companies."""
    return await crm.person("dora")


@pytest.fixture
async def olga(crm: Crm) -> Person:
    """A third one limited to what hangs off their companies, of which she has none."""
    return await crm.person("olga")


@pytest.fixture
async def gus(crm: Crm) -> Person:
    """Somebody who was deactivated, with a token that was never taken away."""
    return await crm.person("gus")


@pytest.fixture
async def eve(crm: Crm) -> Person:
    """The administrator of another account."""
    return await crm.person("eve")
