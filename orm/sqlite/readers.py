"""Reading from SQLite: connections on threads of their own, which take from one queue."""

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

READERS = max(2, min(8, os.cpu_count() or 2))
PRAGMAS = ("busy_timeout = 5000", "foreign_keys = ON", "query_only = ON", "cache_size = -32000")

Rows = list[Sequence[Any]]
Asked = tuple[str, Sequence[Any], asyncio.Future[Rows]]


class SqliteReaders:
    """Connections that only read.

    A thread that is through with a statement finds the next in the queue, without the event loop
    and without falling asleep: under load that is most of what a small statement costs.
    """

    def __init__(self, connections: list[sqlite3.Connection]) -> None:
        self._asked: SimpleQueue[Asked | None] = SimpleQueue()
        self._threads = [
            Thread(target=self._serve, args=(connection,), daemon=True)
            for connection in connections
        ]
        for thread in self._threads:
            thread.start()
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> "SqliteReaders":
        """Connect to a file that exists."""
        return cls([_connected(path) for _ in range(READERS)])

    async def rows(self, sql: str, values: Sequence[Any]) -> Rows:
        """The rows that a statement answers."""
        if self._closed:
            raise sqlite3.ProgrammingError("The database is closed.")
        answered: asyncio.Future[Rows] = asyncio.get_running_loop().create_future()
        self._asked.put((sql, values, answered))
        return await answered

    async def value(self, sql: str, values: Sequence[Any]) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        rows = await self.rows(sql, values)
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Close the connections when what was asked is answered, and end their threads."""
        self._closed = True
        for _ in self._threads:
            self._asked.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)

    def _serve(self, connection: sqlite3.Connection) -> None:
        while asked := self._asked.get():
            _answer(connection, *asked)
            del asked  # and with it the answer, before the next is waited for
        connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, cached_statements=512, check_same_thread=False
    )
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _answer(
    connection: sqlite3.Connection, sql: str, values: Sequence[Any], answered: asyncio.Future[Rows]
) -> None:
    """Run a statement on this thread, and give what comes of it to the one who waits for it."""
    if answered.cancelled():
        return
    tell = answered.get_loop().call_soon_threadsafe
    try:
        rows = connection.execute(sql, values).fetchall()
    except Exception as error:  # whatever it is, who asked is told
        tell(_settle, answered, None, error)
    else:
        tell(_settle, answered, rows, None)


def _settle(answered: asyncio.Future[Rows], rows: Any, error: Exception | None) -> None:
    if answered.cancelled():
        return
    if error:
        answered.set_exception(error)
    else:
        answered.set_result(rows)
