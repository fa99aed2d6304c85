"""The connection to SQLite that changes run on."""

import sqlite3
from math import inf
from time import monotonic
from typing import Any

import aiosqlite
from tortoise.backends.sqlite.client import SqliteClient, translate_exceptions

#: Steps of SQLite between two looks at the clock.
STEPS = 100_000


class Connection(sqlite3.Connection):
    """Runs statements just before the next: without a hop of their own to its thread and back.

    It ends a statement that takes too long.
    """

    #: What is to run. It stays where one of it fails, so that nothing is run without it.
    first: tuple[str, ...] = ()
    #: How long a statement may run, in seconds.
    most = inf
    _until = inf

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.set_progress_handler(lambda: monotonic() > self._until, STEPS)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement."""
        self._begin()
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
        """Run a statement with each of several sets of parameters."""
        self._begin()
        return super().executemany(sql, parameters)

    def _begin(self) -> None:
        self._until = monotonic() + self.most
        for statement in self.first:
            super().execute(statement)
        self.first = ()


class Writer(SqliteClient):
    """Tortoise's client, with what taking turns needs."""

    _sqlite: Connection

    async def create_connection(self, with_db: bool) -> None:
        """Connect; but for the kind of connection as Tortoise does."""
        if self._connection is not None:
            return
        self._connection = await aiosqlite.connect(
            self.filename, isolation_level=None, factory=self._connected
        )
        self._connection.row_factory = sqlite3.Row
        for pragma, value in self.pragmas.items():
            await self._connection.execute_fetchall(f"PRAGMA {pragma} = {value}")
        await self._post_connect()

    def _connected(self, *given: Any, **options: Any) -> Connection:
        self._sqlite = Connection(*given, **options)
        return self._sqlite

    def end_after(self, seconds: float | None) -> None:
        """End whatever statement runs longer, from the next on; None for no end."""
        self._sqlite.most = inf if seconds is None else seconds

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._sqlite.in_transaction

    @property
    def waits(self) -> bool:
        """Whether something is still to run first."""
        return bool(self._sqlite.first)

    def first(self, *statements: str) -> None:
        """Let some statements run just before the next, and no others that were to."""
        self._sqlite.first = statements

    @translate_exceptions
    async def execute_many(self, query: str, values: list[Any]) -> None:
        """Write many rows; a turn is a transaction already, where Tortoise would begin another."""
        async with self.acquire_connection() as connection:
            await connection.executemany(query, values)
