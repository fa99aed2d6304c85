"""A compiled operation: one statement, and how its values are found at a run."""

from collections.abc import Mapping
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
from reader.errors import FeatureNotAvailable, TooCostly
from reader.given import write_given
from reader.guard import guarded
from reader.roots import write_root
from reader.selection import Selector

MOST_ROWS = 25_000


@dataclass(frozen=True)
class Plan:
    """One statement, with the errors that are known before it runs."""

    sql: str
    binders: list[Binder]
    sizes: list[tuple[Binder, ...]]
    errors: list[dict[str, Any]] = field(default_factory=list)
    #: Whether the answer depends on who asks, beyond their account and facts.
    personal: bool = True
    #: Whether something in the answer may be hidden from some.
    hides: bool = True

    def values(self, call: Call) -> list[Any]:
        """What the statement is run with. Raises BadInput, and TooCostly for too many rows."""
        if self.sizes:
            self._weigh(call)
        return [binder(call) for binder in self.binders]

    def _weigh(self, call: Call) -> None:
        rows = sum(prod(size(call) for size in sizes) for sizes in self.sizes)
        if rows > MOST_ROWS:
            raise TooCostly(f"This may be {rows} rows; at most {MOST_ROWS} are answered at once.")


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
        self, operation: OperationDefinitionNode, variables: Mapping[str, Any], viewer: Viewer
    ) -> Plan:
        """The plan of a query."""
        root: Any = self.schema.query_type
        selector = Selector(self.schema, self.fragments, variables)
        fields = selector.fields(root, [operation.selection_set])
        errors: list[dict[str, Any]] = []
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
        sql = c.statement(guarded(c, c.dialect.object(pairs)))
        return Plan(sql, c.binders, c.sizes, errors, c.binds_viewer, c.hides)

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
        """The plan of a payload or an event; shared: one read for all viewers of the same facts."""
        selector = Selector(self.schema, self.fragments, variables)
        c = Compiler(self.schema, selector, variables, self.dialect, viewer)
        parent: Any = None
        place = Place(parent, parent, nodes, (path,), None, "")
        value = write_given(c, place, on)
        personal = c.binds_viewer
        sql = f"SELECT {value}" if shared and not personal else guarded(c, value)
        return Plan(c.statement(sql), c.binders, c.sizes, [], personal, c.hides)


def _introspected(key: str) -> Binder:
    return lambda call: call.given[key]


def _root(c: Compiler, place: Place, viewer: Viewer, errors: list[dict[str, Any]]) -> str:
    try:
        return write_root(c, place, viewer)
    except FeatureNotAvailable as error:
        # It is raised before anything of the root is written, so nothing is to be taken back.
        if is_non_null_type(place.field.type):
            raise
        errors.append(error.formatted())
        return "NULL"
