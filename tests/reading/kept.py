"""Segments of a random world: those of everything, and some with rules of many kinds."""

import random
from typing import Any

from orm.account import Account
from orm.custom_field import CustomFieldDefinition
from orm.segment import Segment, system_segments
from orm.team import Team

Rule = tuple[str, str, list[str]]
#: What can be asked of custom fields, by their type; those of users are asked of somebody.
OF_FIELDS: dict[str, tuple[str, list[str]]] = {
    "TEXT": ("CONTAINS", ["e"]),
    "LONG_TEXT": ("CONTAINS", ["a"]),
    "DATE": ("AT_LEAST", ["2026-01-31"]),
    "INTEGER": ("AT_MOST", ["5"]),
    "NUMBER": ("AT_LEAST", ["0.5"]),
    "MONEY": ("AT_LEAST", ["1.00"]),
    "BOOLEAN": ("IS", ["true"]),
}


async def make(chance: random.Random, account: Account, users: list[Any]) -> None:
    """Keep some lists in an account."""
    await Segment.bulk_create(system_segments(account.id))
    rules = await _rules(chance, account, users)
    for number in range(10):
        kind = chance.choice(sorted(rules))
        chosen = chance.sample(rules[kind], chance.randint(0, min(2, len(rules[kind]))))
        await Segment.create(
            account=account,
            kind=kind,
            name=f"{chance.choice(['Zürich', 'a', 'A', '日本', '_'])} {number}",
            owner=chance.choice(users),
            visibility=chance.choice(["PRIVATE", "SHARED"]),
            editors=chance.choice(["OWNER", "EVERYONE"]),
            match=chance.choice(["ALL", "ANY"]),
            rules=[{"field": it[0], "operator": it[1], "values": it[2]} for it in chosen],
        )


async def _rules(
    chance: random.Random, account: Account, users: list[Any]
) -> dict[str, list[Rule]]:
    some = [f"User:{chance.choice(users).id}" for _ in range(3)]
    teams = await Team.filter(account=account)
    rules: dict[str, list[Rule]] = {
        "COMPANY": [
            ("accountManager", "IS", some[:1]),
            ("accountManager", "IS_ME", []),
            ("secondAccountManager", "IS_EMPTY", []),
            ("accountManager", "IN_TEAM", [f"Team:{teams[0].id}"]),
            ("status", "IS_NOT", ["ACTIVE"]),
            ("search", "CONTAINS", ["e"]),
            ("createdAt", "IN_LAST_DAYS", ["3000"]),
        ],
        "CONTACT": [
            ("search", "CONTAINS", ["a"]),
            ("createdAt", "AT_LEAST", ["2026-01-31T12:00:00Z"]),
        ],
        "DEAL": [
            ("assignedTo", "IN", some),
            ("assignedTo", "IS_NOT", some[:1]),
            ("secondAssignedTo", "IS_NOT_EMPTY", []),
            ("status", "IN", ["OPEN", "WON"]),
            ("amount", "AT_LEAST", ["0.99"]),
            ("expectedClosing", "AT_MOST", ["2026-02-01"]),
            ("hasCustomer", "IS", ["true"]),
            ("assignedTo", "IS", [f"User:{users[9].id}"]),
            ("search", "CONTAINS", [f"User:{users[9].id}"]),
            ("CustomFieldDefinition:1000000", "IS_EMPTY", []),
            ("expectedClosing", "IS_EMPTY", []),
            ("amount", "IS_NOT_EMPTY", []),
            ("amount", "IS_NOT", ["0.99"]),
            ("expectedClosing", "IS", ["2026-01-31"]),
            ("company", "IS_EMPTY", []),
        ],
        "INVOICE": [("status", "IN", ["DRAFT"]), ("number", "IS_EMPTY", [])],
        "PROJECT": [
            ("owner", "IS", some[:1]),
            ("participant", "IS_ME", []),
            ("company", "IS_EMPTY", []),
        ],
        "TICKET": [("assignedTo", "IS_EMPTY", []), ("status", "IS_NOT", ["CLOSED"])],
    }
    for field in await CustomFieldDefinition.filter(account=account).order_by("id"):
        asked = rules.setdefault(field.level.value, [])
        name = f"CustomFieldDefinition:{field.id}"
        asked.append((name, chance.choice(["IS_EMPTY", "IS_NOT_EMPTY"]), []))
        if field.type.value == "USER":
            asked.append((name, "IS", some[:1]))
        elif field.type.value in OF_FIELDS:
            asked.append((name, *OF_FIELDS[field.type.value]))
    return rules
