"""Amounts of money in the schema."""

from decimal import Decimal

import strawberry

from schema.types.fields import Text, column, given


@strawberry.type(description="Amount of money in a currency.")
class Money:
    """Amount of money in a currency."""

    amount: Decimal = column('Amount in units of the currency, such as "1234.50".', "amount_cents")
    currency: str = column("Code of the currency in ISO 4217, such as EUR.")


@strawberry.input(description="Amount of money in a currency.")
class MoneyInput:
    """Amount of money in a currency."""

    amount: Decimal = given("Amount in units of the currency, with at most two decimals.")
    currency: str | None = given(
        "Code of the currency in ISO 4217, such as EUR. Without it, the currency stays the"
        " same; for a first amount it is EUR.",
        Text(3),
        null="is left out",
    )
