"""Random values for the inputs of a schema, some of them as variables."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)
from hypothesis import strategies as st

from orm.company import Company
from orm.contact import Contact
from orm.deal import Deal
from orm.inbox import Inbox
from orm.invoice import Invoice
from orm.pipeline import Phase
from orm.project import Project
from orm.record import RecordKind
from orm.segment import Segment
from orm.task import Task
from orm.team import Team
from orm.ticket import Ticket
from orm.user import User
from tests.reading.custom_fields import NUMBERS, OPTIONS, filters_of
from tests.reading.kinds import MODELS, TYPES
from tests.reading.world import COUNTRIES, CURRENCIES, NAMES, World

IDS: dict[str, Any] = {
    "is": User,
    "in": User,
    "inTeam": Team,
    "segment": Segment,
    "phase": Phase,
    "company": Company,
    "contact": Contact,
    "deal": Deal,
    "inbox": Inbox,
    "users": User,
}
#: The types of the roots that take an id.
ROOTS: dict[str, Any] = {
    "company": Company,
    "contact": Contact,
    "deal": Deal,
    "invoice": Invoice,
    "project": Project,
    "task": Task,
    "ticket": Ticket,
}
TEXTS: dict[str, list[Any]] = {
    "country": [country for country in COUNTRIES if country],
    "currency": CURRENCIES,
    "options": OPTIONS,
    "industry": ["Software", "software", "Wein & Öl", "wein & öl"],
    "number": ["0/1", "0/2", "1/3", "2/4"],
    "search": [*NAMES, *("Z", "ß", "ss", "FULL", "fi", "i", "", '"', "\\", "%", "nicode", "🦄")],
}
SCALARS: dict[str, list[Any]] = {
    "Decimal": ["0", "-0.05", "1050", "1050.00", "0.99", 1, "-123.45", "1e2", "9999999999999.99"],
    "Date": ["2026-01-30", "2026-02-01", "0001-01-01", "9999-12-31"],
    "DateTime": [
        *("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000001Z", "2026-01-31T12:00:00.5+00:00"),
        *("2026-01-31T14:00:00+02:00", "2026-02-01T12:00:00Z", "1999-01-01T00:00:00Z"),
    ],
}
LIMITS = [0, 1, 1, 2, 3, 5, 100]


@dataclass
class Inputs:
    """Draws the values of one document."""

    schema: GraphQLSchema
    world: World
    draw: Callable[[Any], Any]
    given: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    names: int = 0

    def chance(self, percent: int) -> bool:
        """Whether something happens; shrinks to no."""
        return bool(self.draw(st.integers(0, 99)) >= 100 - percent)

    def pick(self, things: list[Any]) -> Any:
        """One of some things; shrinks to the first."""
        return self.draw(st.sampled_from(things))

    def name(self, prefix: str) -> str:
        """A name that is not used yet."""
        self.names += 1
        return f"{prefix}{self.names}"

    def value(self, key: str, type_: Any, name: str = "", depth: int = 3) -> Any:
        """A value of an input type, as JSON."""
        if not is_non_null_type(type_) and self.chance(4):
            return None
        type_ = get_nullable_type(type_)
        if is_list_type(type_):
            if self.chance(10) and key != "ids":
                return self.value(key, type_.of_type, name, depth) or []
            most = 3 if depth else 0
            return [
                self.value(key, type_.of_type, name, depth)
                for _ in range(self.draw(st.integers(0, most)))
            ]
        if is_input_object_type(type_):
            return self.input(type_, depth)
        if is_enum_type(type_):
            return self.pick(list(type_.values))
        return self.scalar(key, type_.name, name)

    def input(self, type_: Any, depth: int) -> dict[str, Any]:
        """An input object."""
        needed = [n for n, f in type_.fields.items() if is_non_null_type(f.type)]
        others = [n for n in type_.fields if n not in needed]
        if not depth:
            others = [n for n in others if n not in ("and", "or", "not")]
        chosen = needed + [self.pick(others) for _ in range(self.draw(st.integers(0, 2)))]
        if "customField" in chosen:
            return {"customField": self.custom_field(type_, depth - 1)}
        types = {name: type_.fields[name].type for name in chosen}
        return {name: self.value(name, of, "", depth - 1) for name, of in types.items()}

    def custom_field(self, of: Any, depth: int) -> dict[str, Any]:
        """What a filter says of a custom field of its kind."""
        type_ = get_named_type(of.fields["customField"].type)
        level = of.name.removesuffix("Filter").upper()
        test, field_ = filters_of(level, self.pick)
        if test == "number":
            return {"field": field_, test: {self.pick(["min", "max"]): self.pick([*NUMBERS, None])}}
        return {"field": field_, test: self.value(test, type_.fields[test].type, "", depth)}

    def scalar(self, key: str, kind: str, name: str) -> Any:
        """A value that has to do with the world."""
        if kind == "ID":
            return self.id(key, name)
        if kind == "Boolean":
            return self.pick([True, False])
        if kind == "Int":
            return self.pick(LIMITS)
        return self.pick(SCALARS.get(kind) or TEXTS.get(key) or NAMES)

    def id(self, key: str, name: str) -> str:
        """A global id, of this account or another, or of nothing."""
        model = IDS.get(key) or ROOTS.get(name)
        kind = model.__name__ if model else self.pick([type_.__name__ for type_ in TYPES])
        rows = self.world.all(MODELS[kind])
        # One of another kind is refused there.
        if (name, kind) == ("ticketStatistics", "Segment"):
            rows = [row for row in rows if row.kind is RecordKind.TICKET]
        ids = [row.id for row in rows]
        return f"{kind}:{self.pick([*ids, 10**6])}"

    def literal(self, type_: Any, value: Any, here: bool = True) -> str:
        """A value as it is written, some of it as variables, where there may be one."""
        if here and self.chance(15):
            return self.variable(type_, value)
        if value is None:
            return "null"
        inner = get_nullable_type(type_)
        if is_list_type(inner):
            if not isinstance(value, list):
                return self.literal(inner.of_type, value, here=False)
            return "[" + ",".join(self.literal(inner.of_type, item) for item in value) + "]"
        if is_input_object_type(inner):
            pairs = (f"{n}:{self.literal(inner.fields[n].type, v)}" for n, v in value.items())
            return "{" + ",".join(pairs) + "}"
        return str(value) if is_enum_type(inner) else json.dumps(value, ensure_ascii=False)

    def variable(self, type_: Any, value: Any) -> str:
        """A variable of a value, given or as its default."""
        name = self.name("v")
        wanted, default = str(type_), ""
        if value is not None and self.chance(25):
            default = f"={self.constant(type_, value)}"
            # A variable with a default may be declared nullable where null is not allowed.
            wanted = wanted.removesuffix("!")
        else:
            self.given[name] = value
        if not default and is_non_null_type(type_) is False and self.chance(20):
            wanted += "!" if value is not None else ""
        self.declared.append(f"${name}:{wanted}{default}")
        return f"${name}"

    def constant(self, type_: Any, value: Any) -> str:
        """A value as it is written without variables."""
        inner = get_nullable_type(type_)
        if isinstance(value, list):
            return "[" + ",".join(self.constant(inner.of_type, item) for item in value) + "]"
        if isinstance(value, dict):
            named = get_named_type(inner)
            pairs = (f"{n}:{self.constant(named.fields[n].type, v)}" for n, v in value.items())
            return "{" + ",".join(pairs) + "}"
        if is_enum_type(get_named_type(inner)) and value is not None:
            return str(value)
        return json.dumps(value, ensure_ascii=False)
