"""PostgreSQL, as changes are written to it: by Tortoise, on connections of its own."""

import asyncio
import datetime
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from types import TracebackType

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContextPooled
from tortoise.connection import get_connections

from orm.database.fair_turns import FairTurns, Origin
from orm.database.limits import Limits, milliseconds, write_took_too_long
from orm.database.uninterrupted import uninterrupted

#: How long what runs is waited for when connections are closed; in seconds.
PATIENCE = 1.0
#: Connections that changes run on, of a process; those that only changes of no account take.
WRITERS, OF_NO_ACCOUNT = 8, 2
#: How long a connection waits for the row of an account that another process holds, and how long
#: nothing is asked then, in milliseconds.
HELD, APART = 100, 50


async def closed(pool: asyncpg.Pool) -> None:
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
            await uninterrupted(self.client.begin())
        except BaseException as error:
            await self.__aexit__(type(error), error, error.__traceback__)
            raise
        return self.client

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        """Commit, or take back where something was raised."""
        try:
            await uninterrupted(self._end(kept=exc_type is None))
            if exc_type is asyncpg.QueryCanceledError:
                raise write_took_too_long() from None
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
    most = milliseconds(limits.write)
    return {"statement_timeout": most, "idle_in_transaction_session_timeout": most}


class PostgresTurns:
    """Changes take fair turns on the connections; of an account one at once, which holds its row.

    Who waits for an account holds no connection, but for moments where another process has its row.
    So neither another account nor who signs in ever waits for it.
    """

    def __init__(self, client: Callable[[], AsyncpgDBClient], patience: float | None) -> None:
        """patience: the seconds that a change waits for a row held elsewhere; None for no end."""
        self._client, self._patience = client, patience
        self._of_accounts = FairTurns(WRITERS - OF_NO_ACCOUNT, one_each=True)
        self._others = FairTurns(OF_NO_ACCOUNT)

    @asynccontextmanager
    async def turn(self, origin: Origin) -> AsyncIterator[None]:
        """One change: enter when it is its turn and its account is locked, leave committed.

        Raises TimedOut.
        """
        turns = self._others if origin.account is None else self._of_accounts
        began = time.monotonic()
        while True:
            with suppress(_HeldElsewhere):
                async with turns.turn(origin), Transaction.of(self._client()) as client:
                    if origin.account is not None:
                        await _lock(client._connection, origin.account)
                    yield
                return
            if self._patience is not None and time.monotonic() - began > self._patience:
                raise write_took_too_long()
            await asyncio.sleep(APART / 1000)


class _HeldElsewhere(Exception):
    """Another process has the row of the account."""


async def _lock(connection: asyncpg.Connection, account: int) -> None:
    """Lock an account's row until the transaction ends. Raises _HeldElsewhere."""
    try:
        await connection.execute(
            f"SET LOCAL lock_timeout = {HELD};"
            f' SELECT FROM "account" WHERE id = {account:d} FOR UPDATE;'
            " SET LOCAL lock_timeout = 0"
        )
    except asyncpg.LockNotAvailableError:
        raise _HeldElsewhere from None


class Writer(AsyncpgDBClient):
    """Tortoise's client, which keeps every day as it is.

    asyncpg has the first day of all, and the last, stand for infinity: in the database they would
    be no days any more, though people write 9999-12-31 for what has no end.
    """

    async def create_pool(self, **settings: object) -> asyncpg.Pool:
        """Connections that changes run on; they stay, so that a rush need not open them anew."""
        return await super().create_pool(
            init=_keep_days, max_inactive_connection_lifetime=0, **settings
        )

    async def _close(self) -> None:
        if self._pool:
            await closed(self._pool)
            self._pool = None


async def _keep_days(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec(
        "date",
        schema="pg_catalog",
        encoder=datetime.date.isoformat,
        decoder=datetime.date.fromisoformat,
    )


#: By this name Tortoise finds it in its engine.
client_class = Writer
