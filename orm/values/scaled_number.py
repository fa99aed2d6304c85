"""Decimals as they are kept: whole hundredths of an amount, whole millionths of a number."""

from decimal import Decimal

from orm.errors import BadInput

HUNDREDTH, MILLIONTH = Decimal("0.01"), Decimal("0.000001")
#: Before the point; more than 15 digits in all are not exact where a database divides.
MOST_DIGITS = {HUNDREDTH: 13, MILLIONTH: 9}


def hundredths(amount: Decimal, where: str) -> int:
    """An amount as a whole number of hundredths. Raises BadInput."""
    if (whole := _scaled(amount, HUNDREDTH, f"{where}: the amount")) is None:
        raise BadInput(f"{where}: an amount has at most two decimals.")
    return whole


def millionths(number: Decimal, where: str) -> int:
    """A number as a whole number of millionths. Raises BadInput."""
    if (whole := _scaled(number, MILLIONTH, f"{where}: the number")) is None:
        raise BadInput(f"{where}: a number has at most six decimals.")
    return whole


def _scaled(number: Decimal, unit: Decimal, named: str) -> int | None:
    """A number as a number of units; None where that is not all of it."""
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS[unit]:
        raise BadInput(f"{named} is out of range.")
    exact = number.quantize(unit)
    return int(exact / unit) if exact == number else None
