"""A compiled operation: one statement, and how its values are found at a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    is_non_null_type,
)

from permissions.viewer import Viewer
from reader.binding import Binder, Call
from reader.compiler import Compiler, Place
from reader.dialect import Dialect
from reader.errors import BadInput, ReadError, TooCostly, Unauthenticated
from reader.given import write_given
from reader.guard import guarded
from reader.roots import write_root
from reader.selection import Selector

MOST_ROWS = 25_000


@dataclass(frozen=True)
class Plan:
    """One statement, with the errors that are known before it runs."""

    sql: str | None
    binders: list[Binder]
    sizes: list[tuple[Binder, ...]]
    errors: list[dict[str, Any]] = field(default_factory=list)
    #: Whether the answer depends on who asks, beyond their account and facts.
    personal: bool = True

    def values(self, call: Call) -> list[Any]:
        """What the statement is run with. Raises BadInput, and TooCostly for too many rows."""
        if self.sizes:
            self._weigh(call)
        return [binder(call) for binder in self.binders]

    def _weigh(self, call: Call) -> None:
        rows = sum(prod(size(call) for size in sizes) for sizes in self.sizes)
        if rows > MOST_ROWS:
            raise TooCostly(f"This may be {rows} rows; at most {MOST_ROWS} are answered at once.")


Writer = Callable[[Compiler, Place], str]


class Planner:
    """Compiles the operations of one document."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        dialect: Dialect,
    ) -> None:
        self.schema, self.fragments, self.dialect = schema, fragments, dialect

    def query(
        self, operation: OperationDefinitionNode, variables: Mapping[str, Any], viewer: Viewer | None
    ) -> Plan:
        """The plan of a query; an anonymous viewer has only what needs no row."""
        root: Any = self.schema.query_type
        selector = Selector(self.schema, self.fragments, variables)
        fields = selector.fields(root, [operation.selection_set])
        errors: list[dict[str, Any]] = []
        if viewer is None:
            for key, nodes in fields.items():
                if not nodes[0].name.value.startswith("__"):
                    raise Unauthenticated("Sign in first.", key)
            raise TypeError("An operation that reads no row needs no plan.")
        c = Compiler(self.schema, selector, variables, self.dialect, viewer)
        pairs = []
        for key, nodes in fields.items():
            name = nodes[0].name.value
            if name == "__typename":
                pairs.append((key, f"'{root.name}'"))
            elif name.startswith("__"):
                pairs.append((key, self.dialect.json(c.bind(_introspected(key)))))
            else:
                place = Place(root, root.fields[name], nodes, (key,), None, "")
                pairs.append((key, _root(c, place, viewer, errors)))
        sql = guarded(c, c.dialect.object(pairs))
        return Plan(sql, c.binders, c.sizes, errors, c.binds_viewer)

    def given(
        self,
        on: GraphQLObjectType,
        nodes: list[FieldNode],
        variables: Mapping[str, Any],
        viewer: Viewer,
        path: str,
        *,
        shared: bool = False,
    ) -> Plan:
        """The plan of a payload or an event; shared: read once for all viewers of the same facts."""
        selector = Selector(self.schema, self.fragments, variables)
        c = Compiler(self.schema, selector, variables, self.dialect, viewer)
        parent: Any = None
        place = Place(parent, parent, nodes, (path,), None, "")
        value = write_given(c, place, on)
        personal = c.binds_viewer
        sql = f"SELECT {value}" if shared and not personal else guarded(c, value)
        return Plan(sql, c.binders, c.sizes, personal=personal)


def _introspected(key: str) -> Binder:
    return lambda call: call.given[key]


def _root(c: Compiler, place: Place, viewer: Viewer, errors: list[dict[str, Any]]) -> str:
    bound, sizes = len(c.binders), len(c.sizes)
    try:
        return write_root(c, place, viewer)
    except ReadError as error:
        if is_non_null_type(place.field.type):
            raise
        del c.binders[bound:], c.sizes[sizes:]
        named = error if error.path else type(error)(str(error), *place.path)
        errors.append(named.formatted())
        return "NULL"


__all__ = ["BadInput", "Plan", "Planner"]
