"""Amounts, numbers and moments in a rule, written as clients write them anywhere.

What is read here can be bound: a rule of one person must not stop what others ask.
"""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from orm.values.scaled_number import hundredths, millionths
from reader.compile.binding import stored_moment

#: Of one segment.
MOST_RULES = 50
MOST_DAYS, MOST_WHOLE = 10_000, 2**31
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
MOMENT = rf"{DAY}([Tt ]{TIME}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?)?"
NUMBER = r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"


class WrongRule(Exception):
    """A rule that cannot be kept: which part of it is wrong, and how."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


def wrong_values(message: str) -> WrongRule:
    """A rule whose values are wrong."""
    return WrongRule("values", message)


def bound(kind: str, text: str) -> Any:
    """What a range of a kind begins or ends with. Raises WrongRule, and BadInput out of range."""
    read, form, wanted = _BOUNDS[kind]
    try:
        if re.fullmatch(form, text):
            return read(text)
    except (ValueError, InvalidOperation):
        pass  # it has the form, but there is no such day, or number
    raise wrong_values(f"{wanted} is needed.")


def days_of(text: str) -> int:
    """How many days there are to be."""
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > MOST_DAYS:
        raise wrong_values(f"A number of days, at most {MOST_DAYS}, is needed.")
    return int(text)


def _moment(text: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(text.upper())
    stored_moment(moment, "", "values")
    return moment


def _whole(text: str) -> int:
    if not -MOST_WHOLE <= int(text) < MOST_WHOLE:
        raise wrong_values("The number is out of range.")
    return int(text)


def _amount(text: str) -> Decimal:
    hundredths(Decimal(text), "values")
    return Decimal(text)


def _number(text: str) -> Decimal:
    millionths(Decimal(text), "values")
    return Decimal(text)


_BOUNDS: dict[str, tuple[Callable[[str], Any], str, str]] = {
    "DateRange": (datetime.date.fromisoformat, DAY, "A date such as 2026-01-31"),
    "DateTimeRange": (_moment, MOMENT, "A moment such as 2026-01-31T12:00:00Z"),
    "IntegerRange": (_whole, "-?[0-9]{1,20}", "A whole number"),
    "AmountRange": (_amount, NUMBER, "An amount such as 1234.50"),
    "NumberRange": (_number, NUMBER, "A number such as 1234.50"),
}
