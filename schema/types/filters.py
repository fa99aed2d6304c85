"""Inputs that the filters of several entities share."""

import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry


@strawberry.input(description="Who is responsible; all that is said must hold.")
class ResponsibleFilter:
    """Who is responsible; all that is said must hold."""

    is_: strawberry.ID | None = strawberry.field(
        name="is", description="This user.", default=strawberry.UNSET
    )
    is_me: bool | None = strawberry.field(
        description="The viewer, or with false anybody else or nobody.", default=strawberry.UNSET
    )
    in_: list[strawberry.ID] | None = strawberry.field(
        name="in", description="One of these users.", default=strawberry.UNSET
    )
    is_empty: bool | None = strawberry.field(
        description="Nobody, or with false somebody.", default=strawberry.UNSET
    )
    in_team: strawberry.ID | None = strawberry.field(
        description="A member of this team.", default=strawberry.UNSET
    )


@strawberry.input(description="An amount of money within bounds, which are included.")
class AmountRange:
    """An amount of money within bounds, which are included."""

    min: Decimal | None = strawberry.field(description="The least.", default=strawberry.UNSET)
    max: Decimal | None = strawberry.field(description="The most.", default=strawberry.UNSET)


@strawberry.input(description="A number within bounds, which are included.")
class NumberRange:
    """A number within bounds, which are included."""

    min: Decimal | None = strawberry.field(description="The least.", default=strawberry.UNSET)
    max: Decimal | None = strawberry.field(description="The most.", default=strawberry.UNSET)


@strawberry.input(description="A whole number within bounds, which are included.")
class IntegerRange:
    """A whole number within bounds, which are included."""

    min: int | None = strawberry.field(description="The least.", default=strawberry.UNSET)
    max: int | None = strawberry.field(description="The most.", default=strawberry.UNSET)


@strawberry.input(description="A date within bounds, which are included.")
class DateRange:
    """A date within bounds, which are included."""

    from_: datetime.date | None = strawberry.field(
        name="from", description="The first.", default=strawberry.UNSET
    )
    to: datetime.date | None = strawberry.field(description="The last.", default=strawberry.UNSET)


@strawberry.input(description="A moment within bounds, which are included.")
class DateTimeRange:
    """A moment within bounds, which are included."""

    from_: datetime.datetime | None = strawberry.field(
        name="from", description="The first.", default=strawberry.UNSET
    )
    to: datetime.datetime | None = strawberry.field(
        description="The last.", default=strawberry.UNSET
    )


@strawberry.enum(description="In which direction to order.")
class OrderDirection(Enum):
    """In which direction to order."""

    ASC = "ASC"
    DESC = "DESC"


def _tested(description: str) -> Any:
    return strawberry.field(description=description, default=strawberry.UNSET)


@strawberry.input(description="What a record has in a custom field; all that is said must hold.")
class CustomFieldFilter:
    """What a record has in a custom field; all that is said must hold."""

    field: strawberry.ID = strawberry.field(
        description="In which; one of the records' kind, and of a type that what is said goes with."
    )
    is_empty: bool | None = _tested("Nothing, or with false something.")
    text: str | None = _tested(
        "This text somewhere in it, whatever the case; of TEXT, LONG_TEXT, EMAIL, PHONE and URL."
    )
    options: list[str] | None = _tested("One of these; of SELECT and MULTI_SELECT.")
    number: NumberRange | None = _tested("How much; of NUMBER.")
    integer: IntegerRange | None = _tested("How many; of INTEGER.")
    money: AmountRange | None = _tested("How much; of MONEY.")
    date: DateRange | None = _tested("When; of DATE.")
    boolean: bool | None = _tested("Whether; of BOOLEAN.")
    user: ResponsibleFilter | None = _tested("Who; of USER.")
    company: list[strawberry.ID] | None = _tested("One of these; of COMPANY.")
    contact: list[strawberry.ID] | None = _tested("One of these; of CONTACT.")
