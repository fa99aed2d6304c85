"""Random documents over the real schema, whatever is in it."""

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_interface_type,
    is_leaf_type,
    is_non_null_type,
)
from hypothesis import strategies as st

from tests.reading.inputs import Inputs
from tests.reading.world import World

#: What is asked for twice as often as everything else.
MORE = (
    "nodes",
    "node",
    "companies",
    "contacts",
    "invoices",
    "deals",
    "projects",
    "tickets",
    "users",
    "notifications",
    "responsibleFor",
)


@dataclass
class Written:
    """A document with the values of its variables."""

    text: str
    variables: dict[str, Any]


@dataclass
class Writer(Inputs):
    """Writes one document."""

    budget: int = 40
    #: How often an argument is given, in percent.
    often: int = 50
    fragments: list[str] = field(default_factory=list)
    #: Fragments that can be used again, by their type: name and depth.
    known: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def document(self) -> Written:
        """A whole document."""
        query = self.schema.query_type
        assert query
        body = self.fields(query, 6, 1 + self.draw(st.integers(0, 2)), alias=False)
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        name = "Named" if declared else ""
        return Written(f"query {name}{declared}{{{body}}}{''.join(self.fragments)}", self.given)

    def list_of(self, name: str, inside: str) -> Written:
        """A document that asks for a page of one list, and where it lies."""
        named: Any = self.schema.type_map[inside or "Query"]
        page = "totalCount nodes{id} edges{cursor node{id}} pageInfo{hasNextPage hasPreviousPage"
        body = f"{name}{self.arguments(name, named.fields[name])}{{{page} startCursor endCursor}}}}"
        if inside:
            body = f"viewer{{responsibleFor{{{body}}}}}"
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        return Written(f"query{declared}{{{body}}}", self.given)

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
        name = self.pick([*choices, *(c for c in choices if c in MORE)])
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
        written = self.variable(GraphQLNonNull(GraphQLBoolean), value)
        return f"@{name}(if:{written})"

    def arguments(self, name: str, it: GraphQLField) -> str:
        """The arguments of a field; those of pages are not at odds with each other."""
        written = []
        backward = self.chance(40)
        for key, argument in it.args.items():
            if key in ("after", "before") or key == ("first" if backward else "last"):
                continue
            needed = is_non_null_type(argument.type)
            if needed or self.chance(60 if key in ("first", "last") else self.often):
                value = self.value(key, argument.type, name)
                written.append(f"{key}:{self.literal(argument.type, value)}")
        return f"({' '.join(written)})" if written else ""


@st.composite
def documents(draw: Any, schema: GraphQLSchema, world: World) -> Written:
    """Documents over a schema, about a world."""
    return Writer(schema, world, draw).document()


@st.composite
def lists(draw: Any, schema: GraphQLSchema, world: World, name: str, inside: str) -> Written:
    """Documents that ask for one list, of which they say much."""
    return Writer(schema, world, draw, often=75).list_of(name, inside)
