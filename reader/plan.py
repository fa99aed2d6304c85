"""A compiled operation: one statement, and how its values are found at a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    is_non_null_type,
)

from orm.errors import BadInput, FeatureNotAvailable, TooCostly
from permissions.viewer import Viewer
from reader.compile.arguments import Variables
from reader.compile.binding import Binder, Call
from reader.compile.compiler import REFUSED, Compiler
from reader.compile.payload import write_payload
from reader.compile.place import Place
from reader.compile.roots import write_root
from reader.compile.selection import Selector
from reader.compile.session_check import with_session_check
from reader.cost import Parts, check, total
from reader.dialect import Dialect
from reader.errors import FormattedError, formatted
from reader.filters.segments.catalog import SegmentCatalog

#: How deeply values may be nested, one after the other until a parser takes the statement; what is
#: hoisted is looked up once more at a run, so the first leaves in place what is not deep.
HOISTED = (9, 3)


@dataclass(frozen=True, eq=False)
class Plan:
    """One statement, with the errors that are known before it runs."""

    sql: str
    constants: list[object]
    #: What is found at each run, by its place among the constants.
    binders: list[tuple[int, Binder]]
    #: What it costs, by the lists that multiply it.
    costs: Parts
    errors: list[FormattedError] = field(default_factory=list)
    #: Whether the answer depends on who asks, beyond their account and access profile.
    personal: bool = True
    #: Whether something in the answer may be hidden from some.
    has_masked_fields: bool = True
    #: The state of the viewer's segments that it was made by, if it was.
    segments_version: tuple[int, int] | None = None
    #: What is said where one of the conditions is not met under which it is answered.
    preconditions: list[str] = field(default_factory=list)

    def check(self, answer: str) -> None:
        """Raise BadInput where the answer is the mark of a demand that is not met."""
        if self.preconditions and not answer.startswith("{"):
            raise BadInput(self.preconditions[int(answer.strip('"').removeprefix(REFUSED))])

    def values(self, call: Call) -> list[object]:
        """What the statement is run with. Raises BadInput, and TooCostly."""
        if self.costs:
            check(self.costs, call)
        values = self.constants.copy()
        for place, binder in self.binders:
            values[place] = binder(call)
        return values


class Planner:
    """Compiles the operations of one document."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        dialect: Dialect,
        known: SegmentCatalog | None = None,
    ) -> None:
        self.schema, self.fragments, self.dialect = schema, fragments, dialect
        self._known = known

    def query(
        self, operation: OperationDefinitionNode, variables: Variables, viewer: Viewer
    ) -> Plan:
        """The plan of a query."""
        root: Any = self.schema.query_type
        errors: dict[str, FormattedError] = {}

        def write(c: Compiler) -> str:
            fields = c.selector.fields(root, [operation.selection_set])
            pairs = []
            for key, nodes in fields.items():
                name = nodes[0].name.value
                if name == "__typename":
                    pairs.append((key, f"'{root.name}'"))
                elif name.startswith("__"):
                    pairs.append((key, c.dialect.json(c.bind(_introspected(key)))))
                else:
                    place = Place(root, root.fields[name], nodes, (key,), None, "")
                    pairs.append((key, _root(c, place, viewer, errors)))
            return with_session_check(c, c.require(c.dialect.object(pairs)))

        plan = planned(self._compiler(variables, viewer), write)
        return replace(plan, errors=list(errors.values()))

    def given(
        self,
        on: GraphQLObjectType,
        nodes: list[FieldNode],
        variables: Variables,
        viewer: Viewer,
        path: str,
        *,
        shared: bool = False,
    ) -> Plan:
        """The plan of a payload or an event.

        shared: one read for all viewers of the same access profile.
        """

        def write(c: Compiler) -> str:
            parent: Any = None
            given = write_payload(c, Place(parent, parent, nodes, (path,), None, ""), on)
            value = c.require(given)
            return (
                f"SELECT {value}" if shared and not c.is_personal else with_session_check(c, value)
            )

        return planned(self._compiler(variables, viewer), write)

    def _compiler(self, variables: Variables, viewer: Viewer) -> Callable[[], Compiler]:
        selector = Selector(self.schema, self.fragments, variables)
        arguments = (self.schema, selector, variables, self.dialect, viewer, self._known)
        return lambda: Compiler(*arguments)


def planned(new: Callable[[], Compiler], write: Callable[[Compiler], str]) -> Plan:
    """The plan of a statement; it is written again, less nested, where a parser would refuse it."""
    c, sql = _written(new, write)
    for deepest in HOISTED:
        if not c.dialect.refuses(sql):
            break
        c, sql = _written(new, write, deepest)
    version = c.known.version if c.uses_segments else None
    return Plan(
        sql,
        c.values,
        c.binders,
        total(c.cost.parts),
        personal=c.is_personal,
        has_masked_fields=c.has_masked_fields,
        segments_version=version,
        preconditions=list(c.preconditions.values()),
    )


def _written(
    new: Callable[[], Compiler], write: Callable[[Compiler], str], cte_depth: int = 0
) -> tuple[Compiler, str]:
    """A statement; what segments hold is together where there are too many to write out each."""
    c = new()
    c.cte_depth = cte_depth
    try:
        return c, c.statement(write(c))
    except TooCostly:
        if not c.uses_segments:
            raise
    c = new()
    c.cte_depth, c.together = cte_depth, True
    return c, c.statement(write(c))


def _introspected(key: str) -> Binder:
    return lambda call: call.given[key]


def _root(c: Compiler, place: Place, viewer: Viewer, errors: dict[str, FormattedError]) -> str:
    try:
        return write_root(c, place, viewer)
    except FeatureNotAvailable as error:
        # It is raised before anything of the root is written, so nothing is to be taken back.
        if is_non_null_type(place.field.type):
            raise
        errors[place.path[0]] = formatted(error)
        return "NULL"
