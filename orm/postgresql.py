"""PostgreSQL: a pool of connections for reading; Tortoise has its own for writing."""

import asyncio
import datetime
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContextPooled
from tortoise.connection import get_connections

from orm.fair import SERVICE, Origin
from orm.reading import Limits, TookTooLong, TooLarge, WriteTookTooLong
from orm.shares import FairQueue, Shares
from orm.whole import whole

#: Of the readers' connections.
SHARES = Shares(person=5, account=6, everybody=7, readers=8)
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


class PostgresReaders:
    """Connections that only read."""

    def __init__(self, pool: Any, url: str, name: str, limits: Limits) -> None:
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
            "statement_timeout": _milliseconds(limits.read),
        }
        most = SHARES.readers
        pool = await asyncpg.create_pool(url, min_size=2, max_size=most, server_settings=settings)
        return cls(pool, url, name, limits)

    async def rows(
        self, sql: str, values: Sequence[Any], origin: Origin = SERVICE
    ) -> list[Sequence[Any]]:
        """The rows that a statement answers. Raises TookTooLong, and TooLarge.

        Who is cancelled while waiting ends the statement.
        """
        waiter = Waiter(origin, asyncio.get_running_loop().create_future())
        if not self._queue.enter(waiter):
            await self._called(waiter)
        began = perf_counter()
        try:
            return list(await self._pool.fetch(sql, *values))
        except asyncpg.QueryCanceledError:
            raise TookTooLong(self._limits.read) from None
        except asyncpg.ProgramLimitExceededError:  # PostgreSQL's own, of a gigabyte
            raise TooLarge(self._limits.answer) from None
        finally:
            self._end(waiter, perf_counter() - began)

    async def value(self, sql: str, values: Sequence[Any], origin: Origin = SERVICE) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        # What is too large is not sent; OFFSET keeps PostgreSQL from working it out twice.
        is_large = f"pg_column_size(q.v) > {self._limits.answer}"
        checked = f"SELECT CASE WHEN {is_large} THEN NULL ELSE q.v END, {is_large}"
        rows = await self.rows(f"{checked} FROM ({sql} OFFSET 0) q(v)", values, origin)
        if rows and rows[0][1]:
            raise TooLarge(self._limits.answer)
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
        connection: Any = await asyncpg.connect(self._url)
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


async def closed(pool: Any) -> None:
    """Close the connections of a pool when what runs has ended, and at the latest after a while."""
    try:
        async with asyncio.timeout(PATIENCE):
            await pool.close()
    except TimeoutError:
        pool.terminate()


class Transaction(TransactionContextPooled):
    """Tortoise's transaction, begun and ended whole, however often who waits for it is cancelled.

    Otherwise who is cancelled while it begins would keep its connection for good, and who is while
    it is committed would go on before it is.
    """

    @classmethod
    def of(cls, client: AsyncpgDBClient) -> "Transaction":
        """A transaction on a connection of its own."""
        return cls(TransactionWrapper(client), client._pool_init_lock)

    async def __aenter__(self) -> TransactionalDBClient:
        """Begin."""
        await self.ensure_connection()
        self.client._connection = await self.client._parent._pool.acquire()
        self.token = get_connections().set(self.connection_name, self.client)
        try:
            await whole(self.client.begin())
        except BaseException as error:
            await self.__aexit__(type(error), error, error.__traceback__)
            raise
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        """Commit, or take back where something was raised."""
        try:
            await whole(self._end(kept=exc_type is None))
            if exc_type is asyncpg.QueryCanceledError:
                raise WriteTookTooLong from None
        finally:
            get_connections().reset(self.token)

    async def _end(self, *, kept: bool) -> None:
        connection = self.client._connection
        try:
            if kept:
                await self.client.commit()
            elif connection.is_in_transaction():
                await self.client.rollback()
        finally:
            await self.client._parent._pool.release(connection)


def writing_settings(limits: Limits) -> dict[str, str]:
    """What the connections that changes run on are opened with."""
    if limits.write is None:
        return {}
    most = _milliseconds(limits.write)
    return {"statement_timeout": most, "idle_in_transaction_session_timeout": most}


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


class Writer(AsyncpgDBClient):
    """Tortoise's client, which keeps every day as it is.

    asyncpg has the first day of all, and the last, stand for infinity: in the database they would
    be no days any more, though people write 9999-12-31 for what has no end.
    """

    async def create_pool(self, **settings: Any) -> Any:
        """Connections that changes run on."""
        return await super().create_pool(init=_keep_days, **settings)

    async def _close(self) -> None:
        if self._pool:
            await closed(self._pool)
            self._pool = None


async def _keep_days(connection: Any) -> None:
    await connection.set_type_codec(
        "date",
        schema="pg_catalog",
        encoder=datetime.date.isoformat,
        decoder=datetime.date.fromisoformat,
    )


#: By this name Tortoise finds it in its engine.
client_class = Writer
