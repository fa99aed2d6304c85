"""Custom fields in the reference: rows of every type, filters on them, and what these hold for.

A document names a custom field by the place it has in every account; each user asks for the one
of their own account, since one of another account is refused.
"""

import datetime
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from orm.custom_field import CustomFieldDefinition, CustomFieldType, CustomFieldValue

NAME = "CustomFieldDefinition"
LEVELS = ["COMPANY", "CONTACT", "DEAL", "INVOICE", "PROJECT", "TICKET"]
TYPES = [type_.value for type_ in CustomFieldType]
NUMBERS = ["0", "-0.05", "0.000001", 1050, "1e2", "-999999999.999999"]
OPTIONS = ["Gold", "gold", 'The "Quoted" Ltd', "日本", "a,b;c"]
TEXTS = ["Acme", "Straße", "ﬁne", "İstanbul", "%", "_", "https://example.org/a", "x" * 200]
#: Above every id that there is.
FIRST_PLACE = 10**8
#: The types that each test of a filter can be asked of.
OF_TYPES: dict[str, list[str]] = {
    "isEmpty": TYPES,
    "text": ["TEXT", "LONG_TEXT", "EMAIL", "PHONE", "URL"],
    "options": ["SELECT", "MULTI_SELECT"],
    **{name: [name.upper()] for name in ("number", "integer", "money", "date", "boolean")},
    **{name: [name.upper()] for name in ("user", "company", "contact")},
}


async def make(chance: random.Random, account: Any, records: dict[str, list[Any]]) -> None:
    """A custom field of each kind and type in an account, and values in many of the records."""
    values = []
    for level in LEVELS:
        for number, type_ in enumerate(TYPES):
            field = await CustomFieldDefinition.create(
                account=account,
                level=level,
                label=f"{type_} {number}",
                type=type_,
                required=chance.choice([True, False]),
                options=OPTIONS if "SELECT" in type_ else [],
            )
            for row in records[level]:
                if chance.random() < 0.5:
                    of = {"record_kind": level, "record_id": row.id, "definition": field}
                    held = value(chance, type_, records)
                    values.append(CustomFieldValue(account=account, **of, **held))
    await CustomFieldValue.bulk_create(values)


def value(chance: random.Random, type_: str, records: dict[str, list[Any]]) -> dict[str, Any]:
    """What a record has in a custom field of a type."""
    if type_ in OF_TYPES["text"]:
        return {"text": chance.choice(TEXTS)}
    made: dict[str, Callable[[], dict[str, Any]]] = {
        "SELECT": lambda: {"options": [chance.choice(OPTIONS)]},
        "MULTI_SELECT": lambda: {"options": OPTIONS[chance.randint(0, 2) : chance.randint(3, 5)]},
        "DATE": lambda: {
            "day": datetime.date(2026, 1, 30) + datetime.timedelta(chance.choice([0, 1, 2]))
        },
        "MONEY": lambda: {
            "amount_cents": chance.choice([0, 1, -5, 105000, 10**15 - 1]),
            "currency": chance.choice(["EUR", "USD"]),
        },
        "INTEGER": lambda: {"whole": chance.choice([0, 1, 2, 3, -(2**31), 2**31 - 1])},
        "NUMBER": lambda: {
            "millionths": chance.choice([0, 1, -50_000, 990_000, 1050 * 10**6, 10**15 - 1])
        },
        "BOOLEAN": lambda: {"flag": chance.choice([True, False])},
        "USER": lambda: {"user": chance.choice(records["USER"])},
        "COMPANY": lambda: {"company": chance.choice(records["COMPANY"])},
        "CONTACT": lambda: {"contact": chance.choice(records["CONTACT"])},
    }
    return made[type_]()


def place_of(level: str, type_: str) -> str:
    """The id by which a document names a custom field, whose account it may be."""
    return f"{NAME}:{FIRST_PLACE + LEVELS.index(level) * len(TYPES) + TYPES.index(type_)}"


def filters_of(level: str, pick: Callable[[list[Any]], Any]) -> tuple[str, str]:
    """A test of a filter, and the id of a custom field that it can be asked of."""
    test = pick(list(OF_TYPES))
    return test, place_of(level, pick(OF_TYPES[test]))


def ids_here(world: Any, account_id: int) -> dict[str, str]:
    """The ids in an account of the custom fields that documents name by their places."""
    rows = [it for it in world.all(CustomFieldDefinition) if it.account_id == account_id]
    return {place_of(it.level.value, it.type.value): f"{NAME}:{it.id}" for it in rows}


def number(millionths: int) -> str:
    """A number of millionths as it is answered."""
    text = f"{Decimal(millionths).scaleb(-6):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
