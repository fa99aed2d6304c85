"""Inputs that the filters of several entities share."""

import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry


@strawberry.input(description="Condition on a user; all parts that are given must hold.")
class ResponsibleFilter:
    """Condition on a user; all parts that are given must hold."""

    is_: strawberry.ID | None = strawberry.field(
        name="is", description="Id of the user.", default=strawberry.UNSET
    )
    is_me: bool | None = strawberry.field(
        description="True: the user is the viewer. False: it is another user, or nobody.",
        default=strawberry.UNSET,
    )
    in_: list[strawberry.ID] | None = strawberry.field(
        name="in", description="Ids of users; it must be one of them.", default=strawberry.UNSET
    )
    is_empty: bool | None = strawberry.field(
        description="True: there is no user. False: there is a user.", default=strawberry.UNSET
    )
    in_team: strawberry.ID | None = strawberry.field(
        description="Id of a team; the user must be a member of it.", default=strawberry.UNSET
    )


@strawberry.input(description="Range of amounts of money, including its bounds.")
class AmountRange:
    """Range of amounts of money, including its bounds."""

    min: Decimal | None = strawberry.field(
        description="Lowest amount, in units of the currency; without it, there is no lower bound.",
        default=strawberry.UNSET,
    )
    max: Decimal | None = strawberry.field(
        description="Highest amount, in units of the currency; without it, there is no upper"
        " bound.",
        default=strawberry.UNSET,
    )


@strawberry.input(description="Range of decimal numbers, including its bounds.")
class NumberRange:
    """Range of decimal numbers, including its bounds."""

    min: Decimal | None = strawberry.field(
        description="Lowest number; without it, there is no lower bound.", default=strawberry.UNSET
    )
    max: Decimal | None = strawberry.field(
        description="Highest number; without it, there is no upper bound.", default=strawberry.UNSET
    )


@strawberry.input(description="Range of whole numbers, including its bounds.")
class IntegerRange:
    """Range of whole numbers, including its bounds."""

    min: int | None = strawberry.field(
        description="Lowest number; without it, there is no lower bound.", default=strawberry.UNSET
    )
    max: int | None = strawberry.field(
        description="Highest number; without it, there is no upper bound.", default=strawberry.UNSET
    )


@strawberry.input(description="Range of days, including its bounds.")
class DateRange:
    """Range of days, including its bounds."""

    from_: datetime.date | None = strawberry.field(
        name="from",
        description="First day; without it, there is no lower bound.",
        default=strawberry.UNSET,
    )
    to: datetime.date | None = strawberry.field(
        description="Last day; without it, there is no upper bound.", default=strawberry.UNSET
    )


@strawberry.input(description="Range of time, including its bounds.")
class DateTimeRange:
    """Range of time, including its bounds."""

    from_: datetime.datetime | None = strawberry.field(
        name="from",
        description="Earliest time; without it, there is no lower bound.",
        default=strawberry.UNSET,
    )
    to: datetime.datetime | None = strawberry.field(
        description="Latest time; without it, there is no upper bound.", default=strawberry.UNSET
    )


@strawberry.enum(description="Direction of an order: ascending or descending.")
class OrderDirection(Enum):
    """Direction of an order: ascending or descending."""

    ASC = "ASC"
    DESC = "DESC"


def _tested(description: str) -> Any:
    return strawberry.field(description=description, default=strawberry.UNSET)


@strawberry.input(
    description="Condition on the value of a custom field; all parts that are given must hold."
)
class CustomFieldFilter:
    """Condition on the value of a custom field; all parts that are given must hold."""

    field: strawberry.ID = strawberry.field(
        description="Id of the custom field. It must belong to the kind of the records in the"
        " list, and its type must fit the other parts."
    )
    is_empty: bool | None = _tested("True: the field has no value. False: the field has a value.")
    text: str | None = _tested(
        "Text that the value contains, ignoring case. For TEXT, LONG_TEXT, EMAIL, PHONE and URL."
    )
    options: list[str] | None = _tested(
        "Options; the value must contain one of them. For SELECT and MULTI_SELECT."
    )
    number: NumberRange | None = _tested("Range of the value. For NUMBER.")
    integer: IntegerRange | None = _tested("Range of the value. For INTEGER.")
    money: AmountRange | None = _tested("Range of the amount, in any currency. For MONEY.")
    date: DateRange | None = _tested("Range of the value. For DATE.")
    boolean: bool | None = _tested("Value of the field. For BOOLEAN.")
    user: ResponsibleFilter | None = _tested("Condition on the user in the field. For USER.")
    company: list[strawberry.ID] | None = _tested(
        "Ids of companies; the value must be one of them. For COMPANY."
    )
    contact: list[strawberry.ID] | None = _tested(
        "Ids of contacts; the value must be one of them. For CONTACT."
    )
