"""Money, as clients see it."""

from decimal import Decimal

import strawberry

from schema.types.fields import column, given, text


@strawberry.type(description="An amount of money.")
class Money:
    """An amount of money."""

    amount: Decimal = column("How much, in the currency's unit.", "amount_cents")
    currency: str = column("The currency, by ISO 4217.")


@strawberry.input(description="An amount of money.")
class MoneyInput:
    """An amount of money."""

    amount: Decimal = given("How much, in the currency's unit; at most two decimals.")
    currency: str | None = text(
        "The currency, by ISO 4217; when not said that of before, or EUR.", 3, null="is left out"
    )
