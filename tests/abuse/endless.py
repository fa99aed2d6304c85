"""Statements that never end by themselves, and readers that do not end them soon."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from orm.database.database import Database, open_database
from orm.database.limits import Limits

#: Nothing of a test takes that long; in seconds.
NEVER = 3600.0
ENDLESS = {
    "sqlite": (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    ),
    "postgresql": (
        "SELECT count(*) FROM generate_series(1, 1000000000) i, generate_series(1, 1000000000) j"
    ),
}
#: One that takes about a millisecond.
BRIEF = {
    "sqlite": f"{ENDLESS['sqlite'].replace(') SELECT', ' LIMIT 10000) SELECT')}",
    "postgresql": "SELECT count(*) FROM generate_series(1, 10000)",
}
#: A text of so many millions of characters.
LARGE = {
    "sqlite": "SELECT hex(zeroblob({0} * 500000))",
    "postgresql": "SELECT repeat('x', {0} * 1000000)",
}


@asynccontextmanager
async def opened(url: str, limits: Limits = Limits(read=NEVER)) -> AsyncIterator[Database]:  # noqa: B008
    """A database whose readers have other limits than usual."""
    database = await open_database(url, limits)
    try:
        yield database
    finally:
        await database.close()


def endless(database: Database, origin: Any) -> Any:
    """Run a statement without an end."""
    return database.readers.value(ENDLESS[database.dialect], (), origin)
