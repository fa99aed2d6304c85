"""What is kept as rules: drawn with what it is about."""

from collections.abc import Callable

from tests.model.segments import OF_USER, OPERATORS, RESPONSIBLE
from tests.model.world import Company, Contact, Key, Rule
from tests.oracle.act import UNSET
from tests.oracle.choosing.choosing import Choosing, Drawn


def create(it: Choosing, name: str) -> Drawn:
    kind = it.one(*RESPONSIBLE)
    given = {"visibility": it.one("SHARED", "SHARED", "PRIVATE"), "match": it.one("ALL", "ANY")}
    given |= {"editors": it.one("OWNER", "EVERYONE"), "rules": _rules(it, kind)}
    return name, it.actor(), {"kind": kind, "name": it.text(), **given}


def update(it: Choosing, name: str) -> Drawn:
    id_ = it.segment()
    found = it.world.segments.get(id_)
    rules = it.one(UNSET, lambda: _rules(it, found.kind if found else "DEAL"))
    given = {
        "name": it.one(UNSET, UNSET, it.text),
        "visibility": it.one(UNSET, "SHARED", "PRIVATE"),
        "editors": it.one(UNSET, "OWNER", "EVERYONE"),
        "match": it.one(UNSET, "ALL", "ANY"),
        "rules": rules,
        "version": it.often(UNSET, 1),
    }
    return (
        name,
        _owner_or(it, id_),
        {"id": id_} | {key: value for key, value in given.items() if value is not UNSET},
    )


def delete(it: Choosing, name: str) -> Drawn:
    id_ = it.segment()
    return name, _owner_or(it, id_), {"id": id_}


def _owner_or(it: Choosing, id_: Key) -> Key:
    found = it.world.segments.get(id_)
    owner = it.world.people.get((found and found.owner) or "")
    mostly = owner.id if owner and owner.active else it.admin
    return str(it.one(mostly, mostly, it.user))


def _rules(it: Choosing, kind: str) -> list[Rule]:
    return [_rule(it, kind) for _ in range(it.one(1, 1, 2, 2, 0))]


def _rule(it: Choosing, kind: str) -> Rule:
    mine = [field.id for field in it.world.fields.values() if field.kind == kind]
    usual = [*RESPONSIBLE[kind], *mine * 2]
    field = it.one(*usual * 4, it.one(*RESPONSIBLE[it.one(*RESPONSIBLE)], it.field))
    found = it.world.fields.get(field)
    type_ = found.type if found else "USER"
    operator = it.one(*OPERATORS[type_] * 4, *OF_USER)
    return Rule(field, operator, _values(it, type_, operator))


def _values(it: Choosing, type_: str, operator: str) -> list[str]:
    if operator in ("IS_ME", "IS_EMPTY", "IS_NOT_EMPTY"):
        return []
    if operator == "IN_TEAM":
        return [it.one(*[*it.world.teams] * 4, "Team:999999")]
    values: dict[str, Callable[[], Key]] = {
        "TEXT": lambda: str(it.one("a", "ALPHA")),
        "NUMBER": lambda: str(it.one("1", "2", "3")),
        "USER": it.user,
        "COMPANY": lambda: it.record(Company),
        "CONTACT": lambda: it.record(Contact),
    }
    return [values[type_]() for _ in range(it.one(1, 2) if operator == "IN" else 1)]
