"""`whose`, where the statement of a query that calls something endless never ends by itself."""

from typing import Any

from orm.database.postgresql.readers import PostgresReaders
from orm.database.sqlite import SqliteReaders
from server.cli import app
from tests.abuse.endless import ENDLESS


def never_ends(kind: type[Any], dialect: str) -> None:
    """Let the readers of a kind run something else instead."""
    rows = kind.rows

    async def instead(self: Any, sql: str, values: Any, *more: Any) -> Any:
        if "'endless'" in sql:
            sql, values = ENDLESS[dialect], ()
        return await rows(self, sql, values, *more)

    kind.rows = instead


if __name__ == "__main__":
    never_ends(SqliteReaders, "sqlite")
    never_ends(PostgresReaders, "postgresql")
    app()
