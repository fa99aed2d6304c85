"""Random documents over the real schema, whatever is in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from hypothesis import strategies as st

from orm.company import Company
from orm.deal import Deal
from orm.pipeline import Phase
from orm.team import Team
from orm.user import User
from tests.reading.kinds import MODELS
from tests.reading.world import COUNTRIES, CURRENCIES, NAMES, World

IDS: dict[str, Any] = {"is": User, "in": User, "inTeam": Team, "phase": Phase, "company": Company}
TEXTS: dict[str, list[Any]] = {
    "country": [country for country in COUNTRIES if country],
    "currency": CURRENCIES,
    "industry": ["Software", "software", "Wein & Öl", "wein & öl"],
    "search": [*NAMES, *("Z", "ß", "ss", "FULL", "fi", "i", "", '"', "\\", "%", "nicode", "🦄")],
}
SCALARS: dict[str, list[Any]] = {
    "Decimal": ["0", "-0.05", "1050", "1050.00", "0.99", 1, "-123.45", "1e2", "10000000000000"],
    "Date": ["2026-01-30", "2026-02-01", "0001-01-01", "9999-12-31"],
    "DateTime": [
        *("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000001Z", "2026-01-31T12:00:00.5+00:00"),
        *("2026-01-31T14:00:00+02:00", "2026-02-01T12:00:00", "1999-01-01T00:00:00Z"),
    ],
}
LIMITS = [0, 1, 1, 2, 3, 5, 100]


@dataclass
class Written:
    """A document with the values of its variables."""

    text: str
    variables: dict[str, Any]


@dataclass
class Writer:
    """Writes one document."""

    schema: GraphQLSchema
    world: World
    draw: Callable[[Any], Any]
    budget: int = 40
    given: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    #: Fragments that can be used again, by their type: name and depth.
    known: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
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

    def document(self) -> Written:
        """A whole document."""
        query = self.schema.query_type
        assert query
        body = self.fields(query, 6, 1 + self.draw(st.integers(0, 2)), alias=False)
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        name = "Named" if declared else ""
        return Written(f"query {name}{declared}{{{body}}}{''.join(self.fragments)}", self.given)

    def selection(self, type_: Any, depth: int, alias: bool) -> str:
        """What is asked of objects of a type."""
        if is_abstract_type(type_):
            return self.abstract(type_, depth, alias)
        return self.fields(type_, depth, 1 + self.draw(st.integers(0, 4)), alias)

    def abstract(self, type_: Any, depth: int, alias: bool) -> str:
        """What is asked of objects of an interface or a union."""
        parts = ["__typename"]
        if is_interface_type(type_):
            parts.append(self.fields(type_, depth, 1 + self.draw(st.integers(0, 2)), alias=True))
        possible = list(self.schema.get_possible_types(type_))
        kinds: list[Any] = possible + [
            each
            for each in self.schema.type_map.values()
            if is_interface_type(each) and set(possible) & set(self.schema.get_possible_types(each))
        ]
        for _ in range(self.draw(st.integers(0, 3)) if self.budget > 0 else 0):
            parts.append(self.fragment(self.pick(kinds), depth, alias=True))
        return " ".join(parts)

    def fields(self, on: Any, depth: int, count: int, alias: bool) -> str:
        """Some fields of a type, some of them in fragments."""
        parts = []
        if self.chance(4) and isinstance(on, GraphQLObjectType):
            parts.append(self.wide(on))
        for _ in range(count):
            if depth > 0 and self.budget > 0 and self.chance(15):
                parts.append(self.fragment(on, depth, alias))
            else:
                parts.append(self.one(on, depth, alias))
        return " ".join(parts)

    def wide(self, on: GraphQLObjectType) -> str:
        """More fields than the JSON functions of the databases take arguments."""
        leaves = [n for n, f in on.fields.items() if is_leaf_type(get_named_type(f.type))]
        return " ".join(f"{self.name('w')}:{self.pick([*leaves, '__typename'])}" for _ in range(70))

    def fragment(self, on: Any, depth: int, alias: bool) -> str:
        """A fragment on a type, inline or named, maybe one that is there already."""
        self.budget -= 1
        directive = self.directive()
        if self.chance(40):
            again = [name for name, needs in self.known.get(on.name, ()) if needs <= depth]
            if again and self.chance(50):
                return f"...{self.pick(again)}{directive}"
            name, body = self.name("F"), self.selection(on, depth, alias=True)
            self.fragments.append(f" fragment {name} on {on.name}{{{body}}}")
            self.known.setdefault(on.name, []).append((name, depth))
            return f"...{name}{directive}"
        of = "" if self.chance(20) and not is_abstract_type(on) and not alias else f" on {on.name}"
        return f"...{of}{directive}{{{self.selection(on, depth, alias)}}}"

    def one(self, on: Any, depth: int, alias: bool) -> str:
        """One field with its arguments and what is inside."""
        self.budget -= 1
        inside = depth > 0 and self.budget > 0
        choices = [n for n, f in on.fields.items() if inside or self.is_leaf(f)]
        if not choices or self.chance(5):
            return f"{self.name('t')}:__typename"
        name = self.pick([*choices, *(c for c in choices if c in ("nodes", "node"))])
        it: GraphQLField = on.fields[name]
        arguments = self.arguments(name, it)
        named = alias or bool(arguments) or bool(it.args) or self.chance(25)
        written = f"{self.name('a')}:{name}" if named else name
        body = ""
        if not is_leaf_type(get_named_type(it.type)):
            # What pages are wrapped in is no level of its own.
            level = 0 if name in ("edges", "nodes", "node") else 1
            body = "{" + self.selection(get_named_type(it.type), depth - level, alias) + "}"
        return f"{written}{arguments}{self.directive()}{body}"

    def is_leaf(self, it: GraphQLField) -> bool:
        """Whether a field has nothing inside, or at most what ends at once."""
        return is_leaf_type(get_named_type(it.type))

    def directive(self) -> str:
        """Maybe a condition."""
        if not self.chance(8):
            return ""
        name, value = self.pick(["include", "skip"]), self.pick([True, False])
        written = self.literal(GraphQLNonNull(GraphQLBoolean), value, named=True)
        return f"@{name}(if:{written})"

    def arguments(self, name: str, it: GraphQLField) -> str:
        """The arguments of a field; those of pages are not at odds with each other."""
        written = []
        backward = self.chance(25)
        for key, argument in it.args.items():
            if key in ("after", "before") or key == ("first" if backward else "last"):
                continue
            needed = is_non_null_type(argument.type)
            if needed or self.chance(60 if key in ("first", "last") else 40):
                value = self.value(key, argument.type, name)
                written.append(f"{key}:{self.literal(argument.type, value)}")
        return f"({' '.join(written)})" if written else ""

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
        types = {name: type_.fields[name].type for name in chosen}
        return {name: self.value(name, of, "", depth - 1) for name, of in types.items()}

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
        model = IDS.get(key) or {"company": Company, "deal": Deal}.get(name)
        kind = model.__name__ if model else self.pick(list(MODELS)[:-1])
        ids = [row.id for row in self.world.all(MODELS[kind])]
        return f"{kind}:{self.pick([*ids, 10**6])}"

    def literal(self, type_: Any, value: Any, named: bool = False) -> str:
        """A value as it is written, some of it as variables."""
        if named or self.chance(15):
            return self.variable(type_, value)
        if value is None:
            return "null"
        inner = get_nullable_type(type_)
        if is_list_type(inner):
            if not isinstance(value, list):
                return self.literal(inner.of_type, value)
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


@st.composite
def documents(draw: Any, schema: GraphQLSchema, world: World) -> Written:
    """Documents over a schema, about a world."""
    return Writer(schema, world, draw).document()
