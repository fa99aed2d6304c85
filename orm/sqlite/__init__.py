"""SQLite: several readers, and one writer on which changes take turns."""

from typing import Any

from tortoise.backends.sqlite.client import SqliteClient, translate_exceptions

from orm.sqlite.readers import SqliteReaders
from orm.sqlite.turns import Turns


class Writer(SqliteClient):
    """The connection that changes run on."""

    @translate_exceptions
    async def execute_many(self, query: str, values: list[Any]) -> None:
        """Write many rows; a turn is a transaction already, where Tortoise would begin another."""
        async with self.acquire_connection() as connection:
            await connection.executemany(query, values)


#: By this name Tortoise finds it.
client_class = Writer

__all__ = ["SqliteReaders", "Turns", "Writer", "client_class"]
