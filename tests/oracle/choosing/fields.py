"""What is kept beside the rest: drawn with what it is about."""

from typing import Any

from tests.model.world import Company, Contact, Deal, Invoice, Project, Record, Ticket
from tests.oracle.choosing.choosing import Choosing, Drawn
from tests.oracle.doing.field import GIVEN

KINDS: dict[str, type[Record]] = {
    it.__name__.upper(): it for it in (Company, Contact, Deal, Invoice, Project, Ticket)
}


def define(it: Choosing, name: str) -> Drawn:
    given = {"kind": it.one(*KINDS), "label": it.text(), "type": it.one("USER", *GIVEN)}
    return name, it.often(it.admin, it.actor), given


def rename(it: Choosing, name: str) -> Drawn:
    return name, it.one(it.admin, it.actor), {"id": it.field(), "label": it.text()}


def remove(it: Choosing, name: str) -> Drawn:
    return name, it.one(it.admin, it.actor), {"id": it.field()}


def put(it: Choosing, name: str) -> Drawn:
    field = it.field()
    found = it.world.fields.get(field)
    types = [KINDS[found.kind]] if found else []
    record = it.often(lambda: it.record(*types or KINDS.values()), lambda: it.record(Company))
    type_ = it.often(found.type if found else "TEXT", *GIVEN)
    return name, it.actor(), {"record": record, "field": field, "value": _value(it, type_)}


def _value(it: Choosing, type_: str) -> dict[str, Any] | None:
    given: dict[str, Any] = {
        "TEXT": it.text,
        "NUMBER": lambda: it.one("1", "2", "3"),
        "USER": it.user,
        "COMPANY": lambda: it.record(Company),
        "CONTACT": lambda: it.record(Contact),
    }
    return {GIVEN[type_]: given[type_]()} if it.often(True, False) else None
