"""How the text of a cell becomes a value; each raises ValueError with the reason why not."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import available_timezones

from tortoise.models import Model

from orm.user import User
from resolvers.write.money import CURRENCIES, CURRENCY, kept
from resolvers.write.text_validation import address, flaw

#: Reads a cell that is not empty, given the format of dates.
Parse = Callable[[str, str], Any]


def text(most: int) -> Parse:
    """One line of text, of at most so many characters."""

    def parse(value: str, dates: str) -> str:
        if wrong := flaw(value):
            raise ValueError(wrong)
        if len(value) > most:
            raise ValueError(f"It has more than {most} characters.")
        return value

    return parse


def column(model: type[Model], name: str) -> Parse:
    """Text as long as a column takes."""
    return text(model._meta.fields_map[name].max_length)  # type: ignore[attr-defined]


def choice(options: type[StrEnum]) -> Parse:
    """One of some words, in any letter case."""

    def parse(value: str, dates: str) -> StrEnum:
        try:
            return options(value.upper())
        except ValueError:
            raise ValueError(f"It is none of {', '.join(options)}.") from None

    return parse


def whole(least: int, most: int) -> Parse:
    """A whole number within limits."""

    def parse(value: str, dates: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise ValueError(f"It is no whole number from {least} to {most}.")
        return int(value)

    return parse


def money(value: str, dates: str) -> int:
    """An amount in hundredths of the currency's unit."""
    if not re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", value):
        raise ValueError("It is no amount; write it as 1234.50.")
    return kept(Decimal(value))


def currency(value: str, dates: str) -> str:
    """A currency, by ISO 4217."""
    if value not in CURRENCIES:
        raise ValueError(CURRENCY)
    return value


def date(value: str, dates: str) -> datetime.date:
    """A day."""
    try:
        return datetime.datetime.strptime(value, dates).date()  # noqa: DTZ007
    except ValueError:
        raise ValueError(f"It is no date of the form {dates}.") from None


def moment(value: str, dates: str) -> datetime.datetime:
    """A day, as the moment at which it begins in UTC."""
    return datetime.datetime.combine(date(value, dates), datetime.time(), datetime.UTC)


def email(value: str, dates: str) -> str:
    """Where a user or an inbox gets mail, as it is kept."""
    kept = address(column(User, "email")(value, dates))
    if kept is None:
        raise ValueError("It is no e-mail address.")
    return kept


def time_zone(value: str, dates: str) -> str:
    """The name of a time zone."""
    if value not in available_timezones():
        raise ValueError("It is no time zone; write it as Europe/Rome.")
    return value


def several(value: str, dates: str) -> list[str]:
    """External ids, separated by semicolons."""
    return [NAME(part.strip(), dates) for part in value.split(";") if part.strip()]


def in_order(value: str, dates: str) -> list[str]:
    """Texts, separated by semicolons, each in the place of what it belongs to; some are empty."""
    return [NAME(part.strip(), dates) for part in value.split(";")]


NAME = text(200)
