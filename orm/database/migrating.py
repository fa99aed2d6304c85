"""Bringing a database to the tables of this version, by the migrations in orm/migrations."""

import asyncio
import pkgutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

import asyncpg
from tortoise import Tortoise
from tortoise.migrations.api import migrate
from tortoise.migrations.recorder import MigrationRecorder

from orm import migrations
from orm.database.database import Database, config, file_of
from orm.database.sqlite.file import keep_private, make_private, turn_in

#: The lock that whoever migrates a database of PostgreSQL has; a number that others hardly take.
TURN = 0x77686F7365


def names() -> list[str]:
    """The migrations that there are, the first one first."""
    return sorted(module.name for module in pkgutil.iter_modules(migrations.__path__))


async def missing(database: Database) -> list[str]:
    """The migrations that an open database lacks."""
    applied = await MigrationRecorder(database.connection).applied_migrations()
    return sorted(set(names()) - {migration.name for migration in applied})


async def is_current(database: Database) -> bool:
    """Whether no migration is missing; asks a reader, so it waits for no change. May raise."""
    sql = "SELECT name FROM tortoise_migrations WHERE app = 'whose'"
    applied = await database.readers.rows(sql, ())
    return set(names()) <= {row[0] for row in applied}


async def apply(url: str, tell: Callable[[str], None]) -> None:
    """Apply what a database lacks, telling the name of each migration once it is done.

    Who comes while somebody else does waits, and finds nothing to do. May raise what the database
    does.
    """

    def progress(what: str, _app: str, name: str) -> None:
        if what == "apply_done":
            tell(name)

    async with turn(url):
        try:
            await migrate(config=config(url), progress=progress)
        finally:
            await Tortoise.close_connections()


@asynccontextmanager
async def turn(url: str) -> AsyncIterator[None]:
    """Wait until nobody else migrates the database, and keep others waiting meanwhile."""
    if path := file_of(url):
        await asyncio.to_thread(_touch, path)
        async with turn_in(path.parent):
            yield
        return
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", TURN)
        yield
    finally:
        await connection.close()


def _touch(path: Path) -> None:
    with suppress(FileNotFoundError):  # without its folder, which SQLite says in its own words
        make_private(path)
        keep_private(path)
    # Where a first connection fails, Tortoise keeps its lock and waits for itself for ever.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA schema_version")
