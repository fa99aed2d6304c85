"""A big account in an SQLite file, made once and kept in the user's cache folder."""

import hashlib
import inspect
import os
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tortoise.utils import get_schema_sql

from benchmarks import rows, segment_rows
from orm.database import migrating
from orm.database.database import Database, open_database
from orm.database.fair_turns import SERVICE
from reader.viewers import Viewers

YEARS = 10 * 365 * 86_400  # seconds that a session lasts


@dataclass(frozen=True)
class Person:
    """Somebody who asks."""

    name: str
    token: str
    id: int
    account_id: int
    limited: bool


def folder() -> Path:
    """Where the file is kept."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "whose"


async def prepared() -> Path:
    """The file with the big account; it is made anew when tables or rows are no longer the same."""
    path = folder() / f"bench-{await version(rows, segment_rows)}.sqlite3"
    if not path.exists():
        print("Making 20,000 companies, 60,000 deals and 100,000 tickets (once)", file=sys.stderr)
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("bench-*"):
            old.unlink()
        await _make(path)
    return path


async def version(*makers: ModuleType) -> str:
    """What tells whether rows are still those that some modules would insert into the tables."""
    database = await open_database("sqlite://:memory:")
    tables = get_schema_sql(database.connection, safe=False)
    await database.close()
    made_by = "".join(inspect.getsource(module) for module in makers)
    return hashlib.sha256((tables + made_by).encode()).hexdigest()[:12]


async def _make(path: Path) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    url = f"sqlite://{unfinished}"
    await migrating.apply(url, lambda name: None)
    database = await open_database(url)
    await rows.insert(int(time.time()) + YEARS)
    await database.connection.execute_query("ANALYZE")
    await database.connection.execute_query("PRAGMA wal_checkpoint(TRUNCATE)")
    await database.close()
    unfinished.rename(path)


async def people(database: Database) -> list[Person]:
    """The limited and the full user, signed in."""
    viewers = Viewers(database)
    found = []
    for name, token in (("limited", rows.LIMITED), ("full", rows.FULL)):
        viewer = await viewers.of(token, SERVICE)
        if viewer is None:
            raise RuntimeError(f"The session of the {name} user is over; delete {folder()}.")
        found.append(Person(name, token, viewer.id, viewer.account_id, viewer.limited_crm))
    return found


def copied(path: Path, to: Path) -> Path:
    """A copy of the file, to be written to."""
    with sqlite3.connect(path) as source, sqlite3.connect(to) as target:
        source.backup(target)
    source.close()
    target.close()
    return to
