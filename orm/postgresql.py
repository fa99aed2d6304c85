"""PostgreSQL: a pool of connections for reading; Tortoise has its own for writing."""

import datetime
from collections.abc import Sequence
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContextPooled
from tortoise.connection import get_connections

from orm.whole import whole


class PostgresReaders:
    """Connections that only read."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: str) -> "PostgresReaders":
        """Connect to a database."""
        # Compiling a wide statement takes seconds, and it would be run for milliseconds.
        settings = {"default_transaction_read_only": "on", "jit": "off"}
        return cls(await asyncpg.create_pool(url, min_size=2, max_size=8, server_settings=settings))

    async def rows(self, sql: str, values: Sequence[Any]) -> list[Sequence[Any]]:
        """The rows that a statement answers."""
        return list(await self._pool.fetch(sql, *values))

    async def value(self, sql: str, values: Sequence[Any]) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        return await self._pool.fetchval(sql, *values)

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.close()


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


class Writer(AsyncpgDBClient):
    """Tortoise's client, which keeps every day as it is.

    asyncpg has the first day of all, and the last, stand for infinity: in the database they would
    be no days any more, though people write 9999-12-31 for what has no end.
    """

    async def create_pool(self, **settings: Any) -> Any:
        """Connections that changes run on."""
        return await super().create_pool(init=_keep_days, **settings)


async def _keep_days(connection: Any) -> None:
    await connection.set_type_codec(
        "date",
        schema="pg_catalog",
        encoder=datetime.date.isoformat,
        decoder=datetime.date.fromisoformat,
    )


#: By this name Tortoise finds it in its engine.
client_class = Writer
