"""Reading from SQLite: readers on threads of their own, and whose turn on them is next."""

import asyncio
import os
import sqlite3
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from orm.database.fair_queue import FairQueue, Shares
from orm.database.fair_turns import SERVICE, Origin
from orm.database.limits import USUAL, Limits
from orm.database.rows import Values
from orm.database.sqlite.reader import CLOSED, Reader, Rows, Statement

#: That one person may use at once.
READERS = max(2, min(8, os.cpu_count() or 2))
SHARES = Shares(READERS, READERS + 1, READERS + 2, READERS + 3)
#: How long what runs is waited for when the readers close; in seconds.
PATIENCE = 2.0
#: How often it is looked whether what runs is to be ended; in seconds.
EVERY = 0.1


class SqliteReaders:
    """Connections that only read.

    A thread that is through with a statement finds the next one itself, without the event loop
    and without falling asleep: under load that is most of what a small statement costs.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._queue: FairQueue[Statement] = FairQueue(SHARES)
        #: Held while the queue decides, which takes microseconds.
        self._deciding = Lock()
        self._all = [Reader(path, limits, self._ended) for _ in range(SHARES.readers)]
        #: The last who fell asleep wakes first, since what it prepared was used most.
        self._idle = self._all.copy()
        self._closed = False
        self._ends = Event()
        self._watchman = Thread(target=self._watch, daemon=True)
        self._watchman.start()

    @classmethod
    async def open(cls, path: Path, limits: Limits = USUAL) -> "SqliteReaders":
        """Connect to a file that exists."""
        return cls(path, limits)

    async def rows(self, sql: str, values: Values, origin: Origin = SERVICE) -> Rows:
        """The rows that a statement answers. Raises TimedOut, and TooCostly.

        Who is cancelled while waiting ends the statement.
        """
        if self._closed:
            raise sqlite3.ProgrammingError(CLOSED)
        answered: asyncio.Future[Rows] = asyncio.get_running_loop().create_future()
        statement = Statement(sql, values, origin, answered)
        with self._deciding:
            reader = self._idle.pop() if self._queue.enter(statement) else None
        if reader is not None:
            reader.run(statement)
        return await answered

    async def value(self, sql: str, values: Values, origin: Origin = SERVICE) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        rows = await self.rows(sql, values, origin)
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Let what runs end, or end it; then close the connections, and end their threads."""
        self._closed = True
        for reader in self._all:
            reader.close()
        await asyncio.to_thread(self._join)
        for reader in self._all:
            reader.abort()
        await asyncio.to_thread(self._join)
        self._ends.set()

    def _watch(self) -> None:
        """Look at what runs, for as long as the readers are open: one thread for all of them."""
        while not self._ends.wait(EVERY):
            for reader in self._all:
                reader.look()

    def _join(self) -> None:
        until = monotonic() + PATIENCE
        for reader in self._all:
            reader.thread.join(max(0.0, until - monotonic()))

    def _ended(self, reader: Reader, statement: Statement, seconds: float) -> Statement | None:
        with self._deciding:
            following = self._queue.end(statement, seconds)
            if following is None:
                self._idle.append(reader)
        return following
