"""The values that a statement is run with."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson

from orm.record import fold
from permissions.viewer import Viewer
from reader.compile.arguments import Leaf
from reader.errors import BadInput

MOST_IDS, MOST_CHARACTERS = 100, 1_000

HUNDREDTH, MILLIONTH = Decimal("0.01"), Decimal("0.000001")
#: Before the point; more than 15 digits in all are not exact where a database divides.
MOST_DIGITS = {HUNDREDTH: 13, MILLIONTH: 9}


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Call(NamedTuple):
    """One run of a statement: who asks, with which variables, and what is known already."""

    viewer: Viewer
    variables: Mapping[str, Any] = NOTHING
    given: Mapping[str, Any] = NOTHING


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


def _few(values: Any, where: str) -> list[Any]:
    if len(values) > MOST_IDS:
        raise BadInput(f"{where}: at most {MOST_IDS} are allowed.")
    return list(values)


def _json(values: list[Any]) -> str:
    return orjson.dumps(values).decode()


def bound_of(leaf: Leaf, kind: str, dialect: str, where: str) -> Binder:
    """A bound of a range: a whole number, a date, or a moment as it is stored."""

    def bind(call: Call) -> Any:
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


def hundredths(amount: Decimal, where: str) -> int:
    """An amount as a whole number of hundredths."""
    if (whole := _scaled(amount, HUNDREDTH, f"{where}: the amount")) is None:
        raise BadInput(f"{where}: an amount has at most two decimals.")
    return whole


def millionths(number: Decimal, where: str) -> int:
    """A number as a whole number of millionths."""
    if (whole := _scaled(number, MILLIONTH, f"{where}: the number")) is None:
        raise BadInput(f"{where}: a number has at most six decimals.")
    return whole


def _scaled(number: Decimal, unit: Decimal, named: str) -> int | None:
    """A number as a number of units; None where that is not all of it."""
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS[unit]:
        raise BadInput(f"{named} is out of range.")
    exact = number.quantize(unit)
    return int(exact / unit) if exact == number else None


def stored_moment(moment: datetime.datetime, dialect: str, where: str) -> str:
    """A moment as the database compares it; without a zone it is taken as UTC."""
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    try:
        stored = zoned.astimezone(datetime.UTC)
    except OverflowError:
        raise BadInput(f"{where}: the moment is out of range.") from None
    return stored.isoformat(" " if dialect == "sqlite" else "T")
