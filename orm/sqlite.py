"""SQLite: several readers, and one writer on which changes take turns."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
from tortoise.backends.sqlite.client import SqliteClient, translate_exceptions

READERS = max(2, min(8, os.cpu_count() or 2))
MOST_CHANGES_A_COMMIT = 64
PRAGMAS = ("busy_timeout = 5000", "foreign_keys = ON", "query_only = ON", "cache_size = -32000")


class SqliteReaders:
    """Connections that only read; each has a thread of its own."""

    def __init__(self, connections: list[aiosqlite.Connection]) -> None:
        self._all = connections
        self._idle: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        for connection in connections:
            self._idle.put_nowait(connection)

    @classmethod
    async def open(cls, path: Path) -> "SqliteReaders":
        """Connect to a file that exists."""
        connections = [
            await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
            for _ in range(READERS)
        ]
        for connection in connections:
            for pragma in PRAGMAS:
                await connection.execute(f"PRAGMA {pragma}")
        return cls(connections)

    async def rows(self, sql: str, values: Sequence[Any]) -> list[Sequence[Any]]:
        """The rows that a statement answers."""
        connection = await self._idle.get()
        try:
            return list(await connection.execute_fetchall(sql, values))
        finally:
            self._idle.put_nowait(connection)

    async def value(self, sql: str, values: Sequence[Any]) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        rows = await self.rows(sql, values)
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Close the connections, and with them their threads."""
        for connection in self._all:
            await connection.close()


class Writer(SqliteClient):
    """The connection that changes run on."""

    @translate_exceptions
    async def execute_many(self, query: str, values: list[Any]) -> None:
        """Write many rows; a turn is a transaction already, where Tortoise would begin another."""
        async with self.acquire_connection() as connection:
            await connection.executemany(query, values)


#: By this name Tortoise finds it.
client_class = Writer


class Turns:
    """Changes take turns on the one writer; those that wait share one COMMIT.

    Each change is a savepoint, so one that fails takes nothing of the others with it, and each
    is answered after the commit, never before.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._changes = 0
        self._committed: asyncio.Future[None] | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One change: enter when it is its turn, leave when it is committed."""
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        committed = None
        try:
            committed = await self._begin()
            try:
                yield
            except BaseException:
                await self._execute("ROLLBACK TO one_change")
                raise
            finally:
                await self._execute("RELEASE one_change")
        finally:
            try:
                if committed is not None and not (
                    self._waiting and self._changes < MOST_CHANGES_A_COMMIT
                ):
                    await self._commit(committed)
            finally:
                self._turn.release()
        await asyncio.shield(committed)

    def _last_of_its_commit(self) -> bool:
        return not self._waiting or self._changes >= MOST_CHANGES_A_COMMIT

    async def _begin(self) -> asyncio.Future[None]:
        if self._committed is None:
            await self._execute("BEGIN IMMEDIATE")
            self._committed = asyncio.get_running_loop().create_future()
            self._changes = 0
        self._changes += 1
        await self._execute("SAVEPOINT one_change")
        return self._committed

    async def _commit(self, committed: asyncio.Future[None]) -> None:
        self._committed = None
        try:
            await self._execute("COMMIT")
        except Exception as error:
            committed.set_exception(error)
            # Whoever has no change of their own in this commit never asks for its outcome.
            committed.exception()
            await self._execute("ROLLBACK")
            raise
        committed.set_result(None)

    async def _execute(self, sql: str) -> None:
        # A cancelled request must not leave the shared transaction half open.
        await asyncio.shield(self._connection.execute_query(sql))
