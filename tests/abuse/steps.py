"""What a read takes, without a clock: the steps of SQLite's virtual machine."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from orm.database.database import Database, Readers
from orm.database.fair_turns import SERVICE
from orm.errors import OperationError
from reader.background import Background
from reader.document import Documents
from reader.engine import Reader
from reader.viewers import Viewers
from schema.build import schema
from tests.reading.world import token_of


class CountingReaders:
    """One connection, whose steps are counted; nothing of it runs beside anything else."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.steps = 0

    def look_at(self, path: Path) -> None:
        """Read from a file from now on."""
        self.connection.close()
        self.connection = sqlite3.connect(path, cached_statements=8)
        self.connection.execute("PRAGMA query_only = ON")
        self.connection.set_progress_handler(self._step, 1)

    def _step(self) -> int:
        self.steps += 1
        return 0

    async def rows(self, sql: str, values: Sequence[Any], *_: Any, **__: Any) -> list[Any]:
        """The rows that a statement answers."""
        self.connection.execute(sql, values).fetchall()
        # What compiling took is left out: the statement is run once more, compiled.
        self.steps = 0
        return self.connection.execute(sql, values).fetchall()

    async def value(self, sql: str, values: Sequence[Any], *_: Any, **__: Any) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        rows = await self.rows(sql, values)
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Close the connection."""
        self.connection.close()


class Counting(Readers, Protocol):
    """Readers that know what the last statement took."""

    @property
    def steps(self) -> Any:
        """What it took."""


class Asker:
    """Asks as users of a world, and counts what each answer takes."""

    def __init__(self, database: Database, readers: Counting) -> None:
        self._readers = readers
        background = Background()
        self._documents = Documents(schema._schema, background)
        self._viewers = Viewers(database)
        self._reader = Reader(schema._schema, database, background)

    async def ask(self, user_id: int, text: str) -> tuple[str, Any]:
        """What a user is answered, and in how many steps."""
        viewer = await self._viewers.of(token_of(user_id), SERVICE)
        assert viewer
        document = await self._documents.get(text)
        try:
            answer = await self._reader.query(document, document.operation(None), {}, viewer)
        except OperationError as refused:
            return refused.code, 0
        return answer.decode(), self._readers.steps

    async def steps(self, user_id: int, text: str) -> Any:
        """What an answer takes."""
        return (await self.ask(user_id, text))[1]
