"""Bringing a database to the tables of this version, by the migrations in orm/migrations."""

import asyncio
import pkgutil
import sqlite3
from collections.abc import Callable
from contextlib import closing

from tortoise import Tortoise
from tortoise.migrations.api import migrate
from tortoise.migrations.recorder import MigrationRecorder

from orm import migrations
from orm.database import Database, config, dialect_of


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
    """Apply what a database lacks, telling the name of each migration once it is done."""

    def progress(what: str, _app: str, name: str) -> None:
        if what == "apply_done":
            tell(name)

    if dialect_of(url) == "sqlite":
        await asyncio.to_thread(_touch, url.removeprefix("sqlite://"))
    try:
        await migrate(config=config(url), progress=progress)
    finally:
        await Tortoise.close_connections()


def _touch(path: str) -> None:
    # Where a first connection fails, Tortoise keeps its lock and waits for itself for ever.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA schema_version")
