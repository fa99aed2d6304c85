"""The scalars for dates, times and decimals; each accepts one format, in ASCII."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import strawberry
from graphql import GraphQLError

T = TypeVar("T")

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?"
OFFSET = r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"


def _read(read: Callable[[str], T], form: str, wanted: str) -> Callable[[object], T]:
    """A parser that accepts one format only; Python's own parsers accept many more."""
    fits = re.compile(form).fullmatch

    def parse(value: object) -> T:
        text = str(value)
        try:
            if fits(text):
                return read(text)
        except (ValueError, InvalidOperation):
            pass  # the format is right, but there is no such day or number
        raise GraphQLError(f"This is not {wanted}.")

    return parse


SCALARS: dict[object, Any] = {
    datetime.date: strawberry.scalar(
        name="Date",
        description="Day in the format of RFC 3339, such as 2026-01-31.",
        parse_value=_read(datetime.date.fromisoformat, DAY, "a date such as 2026-01-31"),
    ),
    datetime.datetime: strawberry.scalar(
        name="DateTime",
        description="Point in time in the format of RFC 3339, such as 2026-01-31T12:00:00Z."
        " Answers are in UTC.",
        parse_value=_read(
            lambda text: datetime.datetime.fromisoformat(text.upper()),
            f"{DAY}[Tt]{TIME}{OFFSET}",
            "a moment such as 2026-01-31T12:00:00Z or 2026-01-31T14:00:00+02:00",
        ),
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='Decimal number. Answers are texts, such as "1234.50".',
        parse_value=_read(
            Decimal, r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", "a number such as 1234.50"
        ),
    ),
}
