"""What a read takes on PostgreSQL, without a clock: what each node of its plan counts."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

#: What tells one plan from another.
SHAPE = ("Node Type", "Relation Name", "Index Name", "Index Cond", "Filter", "Subplan Name")
COUNTED = (
    "Actual Rows",
    "Actual Loops",
    "Rows Removed by Filter",
    "Rows Removed by Join Filter",
    "Rows Removed by Index Recheck",
)
#: They count what an index still has of rows as they were; what is read is counted above them.
OF_INDEXES_ALONE = ("Bitmap Index Scan", "BitmapAnd", "BitmapOr")


class ExplainingReaders:
    """One connection, which plans each statement once, whatever values it is run with."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._names: dict[str, str] = {}
        self.steps: list[tuple[Any, ...]] = []

    async def rows(self, sql: str, values: Sequence[Any], *_: Any, **__: Any) -> list[Any]:
        """The rows that a statement answers."""
        if sql not in self._names:
            self._names[sql] = f"asked_{len(self._names)}"
            await self._connection.execute(f"PREPARE {self._names[sql]} AS {sql}")
        given = f"({', '.join(map(_written, values))})" if values else ""
        run = f"EXECUTE {self._names[sql]}{given}"
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON, COSTS OFF, TIMING OFF) {run}"
        plan = json.loads(await self._connection.fetchval(explain))[0]["Plan"]
        self.steps = [_step(node) for node in _nodes(plan)]
        return list(await self._connection.fetch(run))

    async def value(self, sql: str, values: Sequence[Any], *_: Any, **__: Any) -> Any:
        """The one column of the one row that a statement answers, or None for no row."""
        rows = await self.rows(sql, values)
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Leave the connection to whoever opened it."""


def _written(value: Any) -> str:
    """A value as SQL: what is executed by its name takes no bound ones."""
    if not isinstance(value, str):
        return "NULL" if value is None else str(value)
    return "'" + value.replace("'", "''") + "'"


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def _step(node: dict[str, Any]) -> tuple[Any, ...]:
    counted = COUNTED[1:] if node["Node Type"] in OF_INDEXES_ALONE else COUNTED
    return tuple(node.get(name) for name in (*SHAPE, *counted))
