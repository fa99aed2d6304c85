"""Keeps what a database was asked."""

from collections.abc import Sequence
from typing import Any

from orm.database.database import Database, Readers
from orm.database.fair_turns import SERVICE, Origin


class Watched:
    """Readers that keep every statement that they run."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self.statements: list[tuple[str, Sequence[Any]]] = []
        #: Whose each of them was.
        self.origins: list[Origin] = []

    async def value(self, sql: str, values: Sequence[Any], origin: Origin = SERVICE) -> Any:
        """The one column of the one row that a statement answers."""
        self.statements.append((sql, values))
        self.origins.append(origin)
        return await self._readers.value(sql, values, origin)

    async def rows(
        self, sql: str, values: Sequence[Any], origin: Origin = SERVICE
    ) -> list[Sequence[Any]]:
        """The rows that a statement answers."""
        self.statements.append((sql, values))
        self.origins.append(origin)
        return await self._readers.rows(sql, values, origin)

    async def close(self) -> None:
        """Close the readers."""
        await self._readers.close()


def watch(database: Database) -> Watched:
    """Watch the readers of a database from now on."""
    watched = Watched(database.readers)
    database.readers = watched
    return watched
