"""The order of a list, and the places in it that cursors name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from tortoise import fields

from reader.arguments import Leaf, Tree
from reader.binding import Binder, Call
from reader.compiler import Compiler
from reader.entity import Entity
from reader.errors import BadInput


@dataclass(frozen=True)
class Key:
    """One key of an order; null is the smallest of its values."""

    column: str
    kind: str
    nullable: bool
    descending: bool

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column


def order_of(entity: Entity, asked: Tree) -> list[Key]:
    """The keys that a client asked for, or the default; the id comes last and makes it total."""
    names = list(entity.order)
    if asked:
        names = []
        for key in asked:
            column = entity.orders[key["field"].now.value]
            direction = key.get("direction")
            descending = direction is not None and direction.now.value == "DESC"
            if column not in {name.lstrip("-") for name in names}:
                names.append(f"-{column}" if descending else column)
    keys = [_key(entity, name) for name in names]
    if not any(key.column == "id" for key in keys):
        keys.append(Key("id", "int", False, bool(keys) and keys[-1].descending))
    return keys


def _key(entity: Entity, name: str) -> Key:
    column = name.removeprefix("-")
    field = entity.model._meta.fields_map[column]
    kind = "text"
    if isinstance(field, fields.DatetimeField):
        kind = "timestamp"
    elif isinstance(field, fields.DateField):
        kind = "date"
    elif isinstance(field, fields.IntField | fields.BigIntField):
        kind = "int"
    return Key(column, kind, field.null, name.startswith("-"))


def backward(keys: Sequence[Key]) -> list[Key]:
    """The same order from its end."""
    return [replace(key, descending=not key.descending) for key in keys]


def order_by(c: Compiler, entity: Entity, row: str, keys: Sequence[Key]) -> str:
    """The ORDER BY of an order."""
    columns = [(c.column(entity.model, row, key.column), key) for key in keys]
    return ", ".join(c.dialect.order(sql, key.descending, key.nullable) for sql, key in columns)


def cursor(c: Compiler, entity: Entity, row: str, keys: Sequence[Key]) -> str:
    """The cursor of a row: the order that it belongs to, and the row's keys in it."""
    columns = [c.column(entity.model, row, key.column) for key in keys]
    return c.dialect.cursor([f"'{_signature(keys)}'", *columns])


def _signature(keys: Sequence[Key]) -> str:
    return ",".join(map(str, keys))


def beyond(
    c: Compiler, entity: Entity, row: str, keys: Sequence[Key], leaf: Leaf, where: str, *, back: bool
) -> str:
    """That a row comes after the one of a cursor, or with back before it."""
    places = [
        c.bind(_part(leaf, keys, n, where), key.kind) for n, key in enumerate(keys)
    ]
    columns = [c.column(entity.model, row, key.column) for key in keys]
    walked = backward(keys) if back else list(keys)
    if not any(key.nullable for key in walked) and len({key.descending for key in walked}) == 1:
        than = "<" if walked[0].descending else ">"
        return f"({', '.join(columns)}) {than} ({', '.join(places)})"
    condition = "1 = 0"
    for column, place, key in reversed(list(zip(columns, places, walked, strict=True))):
        equal = c.dialect.same(column, place) if key.nullable else f"{column} = {place}"
        condition = f"({_past(column, place, key)} OR ({equal} AND {condition}))"
    return condition


def _past(column: str, place: str, key: Key) -> str:
    if key.descending:
        last = f" OR ({place} IS NOT NULL AND {column} IS NULL)" if key.nullable else ""
        return f"({column} < {place}{last})"
    first = f" OR ({place} IS NULL AND {column} IS NOT NULL)" if key.nullable else ""
    return f"({column} > {place}{first})"


def _part(leaf: Leaf, keys: Sequence[Key], number: int, where: str) -> Binder:
    signature, kinds = _signature(keys), [(key.kind, key.nullable) for key in keys]

    def bind(call: Call) -> Any:
        try:
            parts = orjson.loads(bytes.fromhex(leaf.get(call.variables)))
        except ValueError:
            parts = None
        if not (isinstance(parts, list) and len(parts) == len(keys) + 1 and parts[0] == signature):
            raise BadInput(f"{where}: this is not a cursor of this list in this order.")
        if not all(_fits(part, *kind) for part, kind in zip(parts[1:], kinds, strict=True)):
            raise BadInput(f"{where}: this is not a cursor of this list in this order.")
        return parts[number + 1]

    return bind


def _fits(part: Any, kind: str, nullable: bool) -> bool:
    if part is None:
        return nullable
    if kind == "int":
        return isinstance(part, int) and not isinstance(part, bool) and abs(part) < 2**63
    return isinstance(part, str)
