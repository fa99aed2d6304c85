"""Open databases, made from a template so that a test does not wait for its tables."""

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from orm.database import Database, open_database
from orm.migrating import apply
from schema.build import schema
from tests.reading.asking import Asking
from tests.reading.world import make_world

SERVER = os.environ.get("WHOSE_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432")


DIALECTS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with empty tables."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    asyncio.run(apply(f"sqlite://{path}", lambda name: None))
    return path


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


async def _on_server(sql: str) -> None:
    connection = await asyncpg.connect(f"{SERVER}/postgres", timeout=3)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


@asynccontextmanager
async def postgresql() -> AsyncIterator[Database]:
    """A database of its own, whose locale orders text otherwise than by code points."""
    name = f"whose_reading_{uuid.uuid4().hex[:12]}"
    locale = "LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8' TEMPLATE template0"
    try:
        await _on_server(f"CREATE DATABASE {name} {locale}")
    except (OSError, TimeoutError) as error:
        pytest.skip(f"NO POSTGRESQL at {SERVER}, so nothing is shown of it: {error}")
    try:
        await apply(f"{SERVER}/{name}", lambda name: None)
        database = await open_database(f"{SERVER}/{name}")
        try:
            yield database
        finally:
            await database.close()
    finally:
        await _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def opened(dialect: str, template: Path, folder: Path) -> AbstractAsyncContextManager[Database]:
    """An empty database of a dialect."""
    return sqlite(template, folder) if dialect == "sqlite" else postgresql()


@pytest.fixture(params=DIALECTS)
async def database(
    request: pytest.FixtureRequest, template: Path, tmp_path: Path
) -> AsyncIterator[Database]:
    """An empty database, of each dialect."""
    async with opened(request.param, template, tmp_path) as database:
        yield database


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=DIALECTS)
async def asking(
    request: pytest.FixtureRequest, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Asking]:
    """A reader of a small world with two accounts."""
    async with opened(request.param, template, tmp_path_factory.mktemp("refusals")) as database:
        yield Asking(schema._schema, database, await make_world(database, 1, accounts=2))
