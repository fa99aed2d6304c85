"""The values that a statement is run with."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import orjson

from permissions.viewer import Viewer
from reader.arguments import Leaf
from reader.errors import BadInput

MOST_IDS = 100


@dataclass(frozen=True)
class Call:
    """One run of a statement: who asks, with which variables, and what is known already."""

    viewer: Viewer
    variables: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)


Binder = Callable[[Call], Any]


def local_id(text: Any, types: Sequence[str], where: str) -> tuple[str, int]:
    """The type and the number in a global id such as "Company:42"."""
    name, _, number = str(text).partition(":")
    if name not in types or not _is_number(number):
        wanted = types[0] if len(types) == 1 else "known kind"
        raise BadInput(f"{where}: this is not the id of a {wanted}.")
    return name, int(number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18 and text[0] != "0"


def id_of(leaf: Leaf, entity: str, where: str) -> Binder:
    """The number in a global id of an entity."""
    return lambda call: local_id(leaf.get(call.variables), (entity,), where)[1]


def ids_of(leaf: Leaf, entity: str, where: str) -> Binder:
    """The numbers in several global ids of an entity, as a JSON array."""

    def bind(call: Call) -> str:
        values = _few(leaf.get(call.variables), where)
        return _json([local_id(value, (entity,), where)[1] for value in values])

    return bind


def any_ids(leaf: Leaf, types: Sequence[str], where: str) -> Binder:
    """Several global ids of any entity, each checked, as a JSON array."""

    def bind(call: Call) -> str:
        values = _few(leaf.get(call.variables), where)
        return _json(["%s:%d" % local_id(value, types, where) for value in values])

    return bind


def values_of(leaf: Leaf, where: str) -> Binder:
    """Several texts or enum values, as a JSON array."""

    def bind(call: Call) -> str:
        values = _few(leaf.get(call.variables), where)
        return _json([getattr(value, "value", value) for value in values])

    return bind


def _few(values: Any, where: str) -> list[Any]:
    if len(values) > MOST_IDS:
        raise BadInput(f"{where}: at most {MOST_IDS} are allowed.")
    return list(values)


def _json(values: list[Any]) -> str:
    return orjson.dumps(values).decode()


def bound_of(leaf: Leaf, kind: str, dialect: str, where: str) -> Binder:
    """A bound of a range: hundredths of a decimal, a date, or a moment as it is stored."""

    def bind(call: Call) -> Any:
        value = leaf.get(call.variables)
        if kind == "hundredths":
            return hundredths(value, where)
        if kind == "timestamp":
            return stored_moment(value, dialect)
        return value.isoformat()

    return bind


def hundredths(amount: Decimal, where: str) -> int:
    """An amount as a whole number of hundredths."""
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 15:
        raise BadInput(f"{where}: the amount is out of range.")
    scaled = amount * 100
    if scaled != scaled.to_integral_value():
        raise BadInput(f"{where}: an amount has at most two decimals.")
    return int(scaled)


def stored_moment(moment: datetime.datetime, dialect: str) -> str:
    """A moment as the database compares it; without a zone it is taken as UTC."""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return zoned.astimezone(datetime.UTC).isoformat(" " if dialect == "sqlite" else "T")
