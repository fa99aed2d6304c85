"""The database: one door for reading, one for writing, over SQLite and PostgreSQL alike."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from tortoise import Tortoise
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import get_connection

from orm.database.availability import Availability, expect_room
from orm.database.fair_turns import SERVICE, Origin
from orm.database.limits import USUAL, Limits
from orm.database.postgresql.readers import PostgresReaders
from orm.database.postgresql.writer import WRITERS, PostgresTurns, writing_settings
from orm.database.rows import Row, Values
from orm.database.sqlite import GroupCommit, SqliteReaders

MODELS = [
    "orm.account",
    "orm.company",
    "orm.contact",
    "orm.custom_field",
    "orm.deal",
    "orm.event",
    "orm.inbox",
    "orm.invoice",
    "orm.message",
    "orm.note",
    "orm.notification",
    "orm.operator",
    "orm.pipeline",
    "orm.project",
    "orm.quotation",
    "orm.responsibility",
    "orm.segment",
    "orm.session",
    "orm.sign_in",
    "orm.task",
    "orm.team",
    "orm.ticket",
    "orm.user",
]
DEFAULT_URL = "sqlite://whose.sqlite3"
#: Wakes whoever listens to one of some topics.
Publish = Callable[[Iterable[str]], Awaitable[None]]


class Readers(Protocol):
    """The connections that reads run on."""

    async def value(self, sql: str, values: Values, origin: Origin = SERVICE) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""

    async def rows(self, sql: str, values: Values, origin: Origin = SERVICE) -> list[Row]:
        """The rows that a statement answers; turn: for whom it runs.

        Raises TimedOut, and TooCostly. Who is cancelled while waiting ends the statement.
        """

    async def close(self) -> None:
        """End what runs after a moment, and close the connections."""


def config(url: str, limits: Limits = USUAL) -> dict[str, Any]:
    """What Tortoise needs to know; the connection is named after the dialect.

    Tortoise keeps generated statements by connection name, so two dialects never share one.
    """
    dialect = dialect_of(url)
    if dialect == "postgresql":
        credentials = expand_db_url(url)["credentials"] | {"minsize": WRITERS, "maxsize": WRITERS}
        credentials["server_settings"] = writing_settings(limits)
        connection = {"engine": "orm.database.postgresql.writer", "credentials": credentials}
    else:
        pragmas = {
            "journal_mode": "WAL",
            "synchronous": "FULL",
            "busy_timeout": 5000,
            "journal_size_limit": 67108864,
        }
        connection = {
            "engine": "orm.database.sqlite",
            "credentials": {"file_path": url.removeprefix("sqlite://"), **pragmas},
        }
    app = {"models": MODELS, "default_connection": dialect, "migrations": "orm.migrations"}
    return {"connections": {dialect: connection}, "apps": {"whose": app}, "use_tz": True}


def dialect_of(url: str) -> str:
    """The name of the dialect that a database's address stands for.

    Raises ValueError for an address of neither SQLite nor PostgreSQL.
    """
    scheme = url.partition("://")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("it must begin with sqlite:// or postgres://")
    return "sqlite" if scheme == "sqlite" else "postgresql"


def file_of(url: str) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL. Raises ValueError."""
    return Path(url.removeprefix("sqlite://")) if dialect_of(url) == "sqlite" else None


class Database:
    """An open database."""

    def __init__(
        self,
        dialect: str,
        readers: Readers,
        file: Path | None = None,
        limits: Limits = USUAL,
        publish: Publish | None = None,
    ) -> None:
        self.dialect, self._file, self._publish = dialect, file, publish
        self.readers = readers
        self.availability = Availability()
        self._turns: GroupCommit | PostgresTurns = (
            GroupCommit(self.connection, limits.write)
            if dialect == "sqlite"
            else PostgresTurns(lambda: self.connection, limits.write)
        )

    @property
    def connection(self) -> Any:
        """Tortoise's connection, the one that changes run on."""
        return get_connection(self.dialect)

    @asynccontextmanager
    async def writing(self, origin: Origin = SERVICE) -> AsyncIterator[set[str]]:
        """A transaction: what happens inside is committed when it is left, or not at all.

        Yields the topics, to be filled inside, whose listeners are woken after the commit.
        """
        topics = set[str]()
        done = False
        try:
            async with self._turns.turn(origin):
                yield topics
                done = True
        except Exception as error:
            self.availability.failed(error)
            raise
        else:
            self.availability.worked()
        finally:
            # Also where who writes has gone meanwhile: it may be committed.
            if done and topics and self._publish:
                await self._publish(topics)

    async def try_writing(self) -> None:
        """Change what stays the same, to see whether that is possible. May raise."""
        if self._file:
            expect_room(self._file)
        sql = "UPDATE tortoise_migrations SET app = app WHERE name LIKE '0001%'"
        async with self.writing():
            await self.connection.execute_query(sql)

    async def rows_in_transaction(self, sql: str, values: Values) -> Iterable[Row]:
        """The rows of a statement, as the transaction that is under way sees them."""
        rows: Iterable[Row] = (await self.connection.execute_query(sql, values))[1]
        return rows

    async def close(self) -> None:
        """Close every connection."""
        await self.readers.close()
        await Tortoise.close_connections()


async def open_database(
    url: str, limits: Limits = USUAL, publish: Publish | None = None
) -> Database:
    """Open the database at an address such as sqlite://whose.sqlite3 or postgres://user@host/name.

    limits: what one statement may take. publish: wakes listeners after a commit, if there are any.
    """
    settings = config(url, limits)
    dialect, path = dialect_of(url), file_of(url)
    await Tortoise.init(config=settings, _enable_global_fallback=True)
    readers: Readers
    if path:
        await get_connection(dialect).execute_query("SELECT 1")
        readers = await SqliteReaders.open(path, limits)
    else:
        readers = await PostgresReaders.open(url, limits)
    return Database(dialect, readers, path, limits, publish)


#: What Tortoise's own command makes migrations for.
TORTOISE = config(DEFAULT_URL)
