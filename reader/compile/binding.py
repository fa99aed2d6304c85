"""The values that a statement is run with."""

import datetime
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import orjson

from orm.errors import BadInput
from orm.record import fold
from orm.values.global_id import local_id
from orm.values.scaled_number import hundredths, millionths
from permissions.viewer import Viewer
from reader.compile.arguments import Leaf, Variables

MOST_IDS, MOST_CHARACTERS = 100, 1_000

T = TypeVar("T")
NOTHING: Variables = MappingProxyType({})


class Call(NamedTuple):
    """One run of a statement: who asks, with which variables, and what is known already."""

    viewer: Viewer
    variables: Variables = NOTHING
    given: Variables = NOTHING


Binder = Callable[[Call], object]
#: How many rows a list has at most.
Size = Callable[[Call], int]


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
        return _json([":".join(map(str, local_id(value, types, where))) for value in values])

    return bind


def values_of(leaf: Leaf, where: str) -> Binder:
    """One text or enum value, or several, as a JSON array."""

    def bind(call: Call) -> str:
        given = leaf.get(call.variables)
        values = _few(given if isinstance(given, list) else [given], where)
        return _json([plain_text(getattr(value, "value", value), where) for value in values])

    return bind


def text_of(leaf: Leaf, where: str) -> Binder:
    """A text as it is compared when letter case and width do not matter."""
    return lambda call: fold(plain_text(leaf.get(call.variables), where))


def plain_text(text: str, where: str) -> str:
    """A text that both databases can hold."""
    if len(text) > MOST_CHARACTERS:
        raise BadInput(f"{where}: at most {MOST_CHARACTERS} characters are allowed.")
    if "\0" in text or (not text.isascii() and text != text.encode(errors="replace").decode()):
        raise BadInput(f"{where}: this text holds a character that cannot be stored.")
    return text


def _few(values: list[T], where: str) -> list[T]:
    if len(values) > MOST_IDS:
        raise BadInput(f"{where}: at most {MOST_IDS} are allowed.")
    return list(values)


def _json(values: Sequence[object]) -> str:
    return orjson.dumps(values).decode()


def bound_of(leaf: Leaf, kind: str, dialect: str, where: str) -> Binder:
    """A bound of a range: a whole number, a date, or a moment as it is stored."""

    def bind(call: Call) -> object:
        value = leaf.get(call.variables)
        match kind:
            case "int":
                return value
            case "hundredths":
                return hundredths(value, where)
            case "millionths":
                return millionths(value, where)
            case "timestamp":
                return stored_moment(value, dialect, where)
        return value.isoformat()

    return bind


def now_as_stored(dialect: str) -> Binder:
    """The moment at which a statement runs."""
    return lambda call: stored_moment(datetime.datetime.now(datetime.UTC), dialect, "now")


def day_of(leaf: Leaf, dialect: str, *, last: bool) -> Binder:
    """The first moment of a day in UTC, or its last, as it is stored."""
    time = datetime.time.max if last else datetime.time.min

    def bind(call: Call) -> str:
        moment = datetime.datetime.combine(leaf.get(call.variables), time, datetime.UTC)
        return stored_moment(moment, dialect, "")

    return bind


def stored_moment(moment: datetime.datetime, dialect: str, where: str) -> str:
    """A moment as the database compares it; without a zone it is taken as UTC."""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    try:
        stored = zoned.astimezone(datetime.UTC)
    except OverflowError:
        raise BadInput(f"{where}: the moment is out of range.") from None
    return stored.isoformat(" " if dialect == "sqlite" else "T")
