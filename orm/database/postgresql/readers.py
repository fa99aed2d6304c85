"""Reading from PostgreSQL: a pool of connections, and whose turn on them is next."""

import asyncio
import secrets
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import asyncpg

from orm.database.fair_queue import FairQueue, Shares
from orm.database.fair_turns import SERVICE, Origin
from orm.database.limits import Limits, milliseconds, too_large, took_too_long
from orm.database.rows import Row, Values

#: Of the readers' connections.
SHARES = Shares(person=5, account=6, everybody=7, readers=8)
#: A connection stays once it is open, and so does what it has prepared.
KEPT = {"max_inactive_connection_lifetime": 0, "max_cached_statement_lifetime": 0}
#: How long what runs is waited for when connections are closed; in seconds.
PATIENCE = 1.0


@dataclass(slots=True, eq=False)
class Waiter:
    """Somebody who waits for a connection."""

    origin: Origin
    called: asyncio.Future[None]

    @property
    def is_gone(self) -> bool:
        """Whether they wait no longer."""
        return self.called.done()


class ReadingConnection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg has no types
    """A connection that a read leaves as it was, so that nothing is undone before the next."""

    def get_reset_query(self) -> str:
        """What is run after each use."""
        return ""


class PostgresReaders:
    """Connections that only read."""

    def __init__(self, pool: asyncpg.Pool, url: str, name: str, limits: Limits) -> None:
        """name: what PostgreSQL knows these connections by."""
        self._pool, self._url, self._name, self._limits = pool, url, name, limits
        self._queue: FairQueue[Waiter] = FairQueue(SHARES)

    @classmethod
    async def open(cls, url: str, limits: Limits) -> "PostgresReaders":
        """Connect to a database."""
        name = f"whose-{secrets.token_hex(8)}"
        settings = {
            "application_name": name,
            "default_transaction_read_only": "on",
            # Compiling a wide statement takes seconds, and it would be run for milliseconds.
            "jit": "off",
            # Workers take longer to start than a page takes, and they are somebody else's cores.
            "max_parallel_workers_per_gather": "0",
            # What an index finds is in memory or on a disk without heads.
            "random_page_cost": "1.1",
            "statement_timeout": milliseconds(limits.read),
        }
        most = SHARES.readers
        pool = await asyncpg.create_pool(
            url,
            min_size=most,
            max_size=most,
            server_settings=settings,
            connection_class=ReadingConnection,
            **KEPT,
        )
        return cls(pool, url, name, limits)

    async def rows(self, sql: str, values: Values, origin: Origin = SERVICE) -> list[Row]:
        """The rows that a statement answers. Raises TimedOut, and TooCostly.

        Who is cancelled while waiting ends the statement.
        """
        waiter = Waiter(origin, asyncio.get_running_loop().create_future())
        if not self._queue.enter(waiter):
            await self._called(waiter)
        began = perf_counter()
        try:
            return list(await self._pool.fetch(sql, *values))
        except asyncpg.QueryCanceledError:
            raise took_too_long(self._limits.read) from None
        except asyncpg.ProgramLimitExceededError:  # PostgreSQL's own, of a gigabyte
            raise too_large(self._limits.answer) from None
        finally:
            self._end(waiter, perf_counter() - began)

    async def value(self, sql: str, values: Values, origin: Origin = SERVICE) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        # What is too large is not sent; OFFSET keeps PostgreSQL from working it out twice.
        is_large = f"pg_column_size(q.v) > {self._limits.answer}"
        checked = f"SELECT CASE WHEN {is_large} THEN NULL ELSE q.v END, {is_large}"
        rows = await self.rows(f"{checked} FROM ({sql} OFFSET 0) q(v)", values, origin)
        if rows and rows[0][1]:
            raise too_large(self._limits.answer)
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Let what runs end, or end it; then close the connections."""
        closing = asyncio.ensure_future(self._pool.close())
        done, _ = await asyncio.wait({closing}, timeout=PATIENCE)
        if not done:
            # A connection that is cut leaves its statement running in PostgreSQL.
            await self._end_statements()
            await asyncio.wait({closing}, timeout=PATIENCE)
            self._pool.terminate()
        await asyncio.wait({closing})

    async def _end_statements(self) -> None:
        connection = await asyncpg.connect(self._url)
        try:
            await connection.execute(
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name = $1",
                self._name,
            )
        finally:
            await connection.close()

    async def _called(self, waiter: Waiter) -> None:
        """Wait for one's turn."""
        try:
            await waiter.called
        except asyncio.CancelledError:
            if not waiter.called.cancelled():  # the turn came at the same moment
                self._end(waiter, 0)
            raise

    def _end(self, waiter: Waiter, seconds: float) -> None:
        following = self._queue.end(waiter, seconds)
        if following is not None:
            following.called.set_result(None)
