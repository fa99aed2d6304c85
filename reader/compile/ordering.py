"""The order of a list, and the places in it that cursors name."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from tortoise import fields

from orm.errors import BadInput
from reader.compile.arguments import Leaf, Tree
from reader.compile.binding import Binder, Call, plain_text, stored_moment
from reader.compile.compiler import Compiler
from reader.compile.entity import Entity

MOST_CURSOR = 20_000


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
            column = key["field"].now.value
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
    columns = [(_compared(c, entity, row, key), key) for key in keys]
    return ", ".join(c.dialect.order(sql, key.descending, key.nullable) for sql, key in columns)


def _compared(c: Compiler, entity: Entity, row: str, key: Key) -> str:
    column = c.column(entity.model, row, key.column)
    return c.dialect.collated(column) if key.kind == "text" else column


def cursor(c: Compiler, entity: Entity, row: str, keys: Sequence[Key]) -> str:
    """The cursor of a row: the order that it belongs to, and the row's keys in it."""
    columns = [c.column(entity.model, row, key.column) for key in keys]
    return c.dialect.cursor([f"'{_signature(entity, keys)}'", *columns])


def _signature(entity: Entity, keys: Sequence[Key]) -> str:
    return f"{entity.name}:{','.join(map(str, keys))}"


def beyond(
    c: Compiler,
    entity: Entity,
    row: str,
    keys: Sequence[Key],
    leaf: Leaf,
    where: str,
    *,
    back: bool,
) -> str:
    """That a row comes after the one of a cursor, or with back before it."""
    dialect = c.dialect.name
    places = [
        c.bind(_part(entity, leaf, keys, n, where, dialect), key.kind) for n, key in enumerate(keys)
    ]
    columns = [_compared(c, entity, row, key) for key in keys]
    walked = backward(keys) if back else list(keys)
    if not any(key.nullable for key in walked) and len({key.descending for key in walked}) == 1:
        than = "<" if walked[0].descending else ">"
        return f"({', '.join(columns)}) {than} ({', '.join(places)})"
    same: list[str] = []
    past = []
    for column, place, key in zip(columns, places, walked, strict=True):
        past.append(" AND ".join([*same, _past(column, place, key)]))
        same.append(c.dialect.same(column, place) if key.nullable else f"{column} = {place}")
    return f"({' OR '.join(past)})"


def _past(column: str, place: str, key: Key) -> str:
    if key.descending:
        last = f" OR ({place} IS NOT NULL AND {column} IS NULL)" if key.nullable else ""
        return f"({column} < {place}{last})"
    first = f" OR ({place} IS NULL AND {column} IS NOT NULL)" if key.nullable else ""
    return f"({column} > {place}{first})"


def _part(
    entity: Entity, leaf: Leaf, keys: Sequence[Key], number: int, where: str, dialect: str
) -> Binder:
    signature, key = _signature(entity, keys), keys[number]

    def bind(call: Call) -> object:
        text = leaf.get(call.variables)
        try:
            parts = orjson.loads(bytes.fromhex(text if len(text) <= MOST_CURSOR else ""))
            if isinstance(parts, list) and len(parts) == len(keys) + 1 and parts[0] == signature:
                return _fitting(parts[number + 1], key, dialect, where)
        except (ValueError, TypeError, BadInput):
            pass
        raise BadInput(f"{where}: this is not a cursor of this list in this order.")

    return bind


def _fitting(part: Any, key: Key, dialect: str, where: str) -> Any:
    if part is None and key.nullable:
        return None
    if key.kind == "int":
        if type(part) is int and abs(part) < 2**63:
            return part
        raise TypeError(part)
    if not isinstance(part, str):
        raise TypeError(part)
    if key.kind == "timestamp":
        return stored_moment(datetime.datetime.fromisoformat(part), dialect, where)
    if key.kind == "date":
        return datetime.date.fromisoformat(part).isoformat()
    return plain_text(part, where)
