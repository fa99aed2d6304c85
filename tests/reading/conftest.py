"""Open databases, made from a template so that a test does not wait for its tables."""

import asyncio
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from orm.database.database import Database, open_database
from orm.database.migrating import apply
from schema.build import schema
from tests.reading.asking import Asking
from tests.reading.world import make_world
from tests.world.machine import POSTGRESQL, need
from tests.world.stage import execute

DIALECTS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def collated() -> Iterator[str]:
    """A database of PostgreSQL with empty tables, whose locale orders text not by code points."""
    name = f"whose_reading_{uuid.uuid4().hex[:12]}"
    locale = "LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8' TEMPLATE template0"
    need("postgresql")
    asyncio.run(execute(f"CREATE DATABASE {name} {locale}"))
    try:
        asyncio.run(apply(f"{POSTGRESQL}/{name}", lambda name: None))
        yield name
    finally:
        asyncio.run(execute(f"DROP DATABASE {name} WITH (FORCE)"))


@asynccontextmanager
async def sqlite(template: Path, folder: Path) -> AsyncIterator[Database]:
    """A database in a file of its own."""
    path = folder / f"{uuid.uuid4().hex}.sqlite3"
    shutil.copy(template, path)
    database = await open_database(f"sqlite://{path}")
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def postgresql(template: str) -> AsyncIterator[Database]:
    """A database of its own."""
    name = f"whose_reading_{uuid.uuid4().hex[:12]}"
    await execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        database = await open_database(f"{POSTGRESQL}/{name}")
        try:
            yield database
        finally:
            await database.close()
    finally:
        await execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module", params=DIALECTS)
def template(request: pytest.FixtureRequest) -> Path | str:
    """What empty databases are copies of: a file, or the name of a database on PostgreSQL."""
    sqlite = request.param == "sqlite"
    found: Path | str = request.getfixturevalue("sqlite_template" if sqlite else "collated")
    return found


def opened(template: Path | str, folder: Path) -> AbstractAsyncContextManager[Database]:
    """An empty database."""
    return postgresql(template) if isinstance(template, str) else sqlite(template, folder)


@pytest.fixture
async def database(template: Path | str, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database, of each dialect."""
    async with opened(template, tmp_path) as database:
        yield database


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asking(
    template: Path | str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Asking]:
    """A reader of a small world with two accounts."""
    async with opened(template, tmp_path_factory.mktemp("refusals")) as database:
        yield Asking(schema._schema, database, await make_world(database, 1, accounts=2))
