"""Open databases, made from a template so that a test does not wait for its tables."""

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from tortoise import Tortoise

from orm.database import Database, open_database

pytest.register_assert_rewrite("tests.reading.asking")

SERVER = os.environ.get("WHOSE_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432")
Opened = Callable[[], Any]


async def _tables(url: str) -> None:
    database = await open_database(url)
    await Tortoise.generate_schemas()
    await database.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with empty tables."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    asyncio.run(_tables(f"sqlite://{path}"))
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
        await _tables(f"{SERVER}/{name}")
        database = await open_database(f"{SERVER}/{name}")
        try:
            yield database
        finally:
            await database.close()
    finally:
        await _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(
    request: pytest.FixtureRequest, template: Path, tmp_path: Path
) -> AsyncIterator[Database]:
    """An empty database, of each dialect."""
    opened = sqlite(template, tmp_path) if request.param == "sqlite" else postgresql()
    async with opened as database:
        yield database
