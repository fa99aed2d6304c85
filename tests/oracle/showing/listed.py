"""Lists as they are shown, and what is named in them."""

from collections.abc import Iterable
from typing import Any

from tests.model.segments import by_responsible
from tests.model.world import Key, Record

Shown = dict[str, Any]


def page(rows: Iterable[Any]) -> Shown:
    """A list with its count."""
    nodes = [{"id": row.id} for row in rows]
    return {"totalCount": len(nodes), "nodes": nodes}


def responsible_counts(records: Iterable[Record]) -> list[Shown]:
    """How many records each has, nobody included."""
    counts = by_responsible(records)
    return [{"user": ref(user), "count": count} for user, count in counts.items()]


def ref(key: Key | None) -> Shown | None:
    """What is named by its id."""
    return {"id": key} if key else None


def refs(keys: Iterable[Key]) -> list[Shown | None]:
    """What is named by ids."""
    return [ref(key) for key in keys]
