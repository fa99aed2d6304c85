"""PostgreSQL: a pool of connections for reading; Tortoise has its own for writing."""

from collections.abc import Sequence
from typing import Any

import asyncpg


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
