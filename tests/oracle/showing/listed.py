"""Lists as they are shown, and what is named in them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tests.model.world import Key, Project, Record, Shared, Ticket

Shown = dict[str, Any]


def page(rows: Iterable[Any]) -> Shown:
    """A list with its count."""
    nodes = [{"id": row.id} for row in rows]
    return {"totalCount": len(nodes), "nodes": nodes}


def by_responsible(rows: Iterable[Record]) -> list[Shown]:
    """How many records each has, nobody included."""
    counts = Counter(_first(row) for row in rows)
    return [{"user": ref(user), "count": count} for user, count in counts.items()]


def _first(record: Record) -> Key | None:
    if isinstance(record, Ticket):
        return record.assignee
    if isinstance(record, Project):
        return record.owners[0]
    return record.first if isinstance(record, Shared) else None


def ref(key: Key | None) -> Shown | None:
    """What is named by its id."""
    return {"id": key} if key else None


def refs(keys: Iterable[Key]) -> list[Shown | None]:
    """What is named by ids."""
    return [ref(key) for key in keys]
