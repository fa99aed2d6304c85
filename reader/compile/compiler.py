"""What a statement is being made of while it is compiled."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    is_abstract_type,
)
from tortoise.models import Model

from orm.errors import TooCostly
from orm.record import RecordKind
from permissions.viewer import Viewer
from reader.compile.arguments import Tree, Variables, arguments
from reader.compile.binding import Binder
from reader.compile.entity import ENTITIES, Entity
from reader.compile.named_rows import NamedRows
from reader.compile.place import Place
from reader.compile.selection import Fields, Selector
from reader.compile.terms import Constants, Late, nesting
from reader.cost import Cost
from reader.dialect import Dialect
from reader.filters.segments.catalog import NeedsSegments, SegmentCatalog, SegmentDefinition


def most_written(kinds: int) -> int:
    """How many fields, conditions and rules may be in one statement, with so many kinds of record.

    A field of a record that may be of any kind is written once for each, and in the record of such
    a record once for each two: the square lets a new kind refuse no document that does that.
    """
    return 1_000 * kinds**2 // 3


MOST_WRITTEN = most_written(len(RecordKind))
#: Stands instead of an answer, which is an object, with the number of the demand not met.
REFUSED = "refused:"


class Compiler(NamedRows):
    """Names the rows and numbers the values of one statement."""

    def __init__(
        self,
        schema: GraphQLSchema,
        selector: Selector,
        variables: Variables,
        dialect: Dialect,
        viewer: Viewer,
        known: SegmentCatalog | None = None,
    ) -> None:
        super().__init__()
        self._known, self.uses_segments = known, False
        #: The only segments that can be met, where the operation names them.
        self.named_segments: frozenset[int] | None = None
        self.schema, self.selector, self.dialect = schema, selector, dialect
        self.variables = variables
        #: The values of the statement, and those of them that each run finds anew.
        self.values: list[object] = []
        self.binders: list[tuple[int, Binder]] = []
        self.cost = Cost()
        self._named: dict[str, str] = {}
        self._rows = self._written = 0
        #: How deeply parentheses may be nested in a value that is not hoisted out of the statement;
        #: with 0 nothing is hoisted.
        self.cte_depth = 0
        self._hoisted: list[str] = []
        #: Whether what segments hold is written once for all of a kind, and the conditions of that.
        self.together = False
        self.members: dict[object, tuple[str, dict[str, str]]] = {}
        #: Whether a value may be a mark instead.
        self.has_masked_fields = False
        #: What has to be so for the operation to be answered, and what is said where it is not.
        self.preconditions: dict[str, str] = {}
        self.viewer = viewer.as_term(Late(self.viewer_id), Late(self.account_id))
        parameterizer = Constants(self.constant)
        self.context = dialect.context.copy(with_namespace=True, parameterizer=parameterizer)

    @property
    def known(self) -> SegmentCatalog:
        """The segments that the viewer sees. Raises NeedsSegments where they are not known."""
        if self._known is None:
            raise NeedsSegments
        self.uses_segments = True
        return self._known

    def segments_here(self) -> list[SegmentDefinition]:
        """The segments that can stand where one is written."""
        some = self.named_segments
        every = self.known.segments.values()
        return [kept for kept in every if some is None or kept.id in some]

    def count(self, number: int = 1) -> None:
        """Count what is written, usually one thing more. Raises TooCostly."""
        self._written += number
        if self._written > MOST_WRITTEN:
            raise TooCostly("This asks for too much at once; ask for less.")

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """What is written inside is counted otherwise, since others decide how much it is."""
        outer, self._written = self._written, 0
        yield
        self._written = outer

    def bind(self, binder: Binder, kind: str = "text") -> str:
        """The place of a value that is computed at each run; kind is one of the dialect's."""
        self.binders.append((len(self.values), binder))
        return self.constant(None, kind)

    def constant(self, value: object, kind: str = "text") -> str:
        """The place of a value that is the same at each run."""
        self.values.append(value)
        return self.dialect.parameter(len(self.values), kind)

    def viewer_id(self) -> str:
        """The place of the viewer's id."""
        return self._once("viewer", lambda call: call.viewer.id)

    def account_id(self) -> str:
        """The place of the id of the viewer's account."""
        return self._once("account", lambda call: call.viewer.account_id)

    @property
    def is_personal(self) -> bool:
        """Whether the answer depends on who asks, beyond their account and access profile."""
        return "viewer" in self._named or self.uses_segments

    def _once(self, name: str, binder: Binder) -> str:
        if name not in self._named:
            self._named[name] = self.bind(binder, "int")
        return self._named[name]

    def new_row(self) -> str:
        """An alias for one more row."""
        self._rows += 1
        return f"t{self._rows}"

    def arguments(self, place: Place) -> dict[str, Tree]:
        """What is given to a field."""
        return arguments(place.field, place.nodes[0], self.variables)

    def fields(self, on: GraphQLObjectType, place: Place) -> Fields:
        """What is asked of the objects of a field."""
        return self.selector.fields(on, (node.selection_set for node in place.nodes))

    def types(self, place: Place) -> list[GraphQLObjectType]:
        """The types that the objects of a field can have."""
        named = place.object_type
        return list(self.schema.get_possible_types(named)) if is_abstract_type(named) else [named]

    def entity(self, place: Place) -> Entity:
        """The entity of the objects of a field."""
        return ENTITIES[self.types(place)[0].name]

    def flat(self, value: str, model: type[Model], row: str) -> str:
        """A value of a row, read from a table of that value by id where it is nested deeply.

        SQLite writes such a table back in where it is used, so it costs little at a run: only that
        the value was JSON is forgotten.
        """
        if not self.cte_depth or nesting(value) <= self.cte_depth:
            return value
        name, table = f"x{len(self._hoisted) + 1}", model._meta.db_table
        self._hoisted.append(f'{name}(id, v) AS (SELECT {row}.id, {value} FROM "{table}" {row})')
        return self.dialect.json(f"(SELECT {name}.v FROM {name} WHERE {name}.id = {row}.id)")

    def apart(self, value: str) -> str:
        """A value that depends on no row, written apart where what is nested is hoisted."""
        if not self.cte_depth:
            return value
        name = self.table_apart("v", f"SELECT {value}")
        return f"(SELECT {name}.v FROM {name})"

    def table_apart(self, name: str, select: str) -> str:
        """A table of one column that is written apart; gives what it is called."""
        table = f"x{len(self._hoisted) + 1}"
        self._hoisted.append(f"{table}({name}) AS ({select})")
        return table

    def masked(self, condition: str, value: str, mark: str) -> str:
        """A value, or a mark where a condition does not hold."""
        self.has_masked_fields = True
        return self.dialect.masked(condition, value, mark)

    def mark(self, text: str) -> str:
        """A mark in place of a value, as JSON."""
        self.has_masked_fields = True
        return self.dialect.mark(text)

    def json_mark(self, written: str) -> str:
        """A mark, which is written as JSON, in place of a value that is JSON."""
        self.has_masked_fields = True
        return self.dialect.json(f"'{written}'")

    def demand(self, condition: str, message: str) -> None:
        """Answer the operation only if a condition holds, and refuse it with a message if not."""
        self.preconditions[condition] = message

    @contextmanager
    def only_segments(self, ids: frozenset[int]) -> Iterator[None]:
        """What is written inside is of these segments, where it is of segments."""
        self.named_segments = ids
        yield
        self.named_segments = None

    def require(self, value: str) -> str:
        """A whole answer, or a mark where one of the demands is not met."""
        marks = {it: f"{REFUSED}{number}" for number, it in enumerate(self.preconditions)}
        return self.dialect.unless(marks, value) if marks else value

    def statement(self, sql: str) -> str:
        """A whole statement, with what was hoisted out of it."""
        tables = [*self.visible_tables(), *self.named_tables(), *self._hoisted]
        return f"WITH {', '.join(tables)} {sql}" if tables else sql

    def column(self, model: type[Model], row: str, name: str) -> str:
        """A column of a row, through a relation where its name says so."""
        relation, _, rest = name.partition("__")
        if not rest:
            return f'{row}."{model._meta.fields_db_projection[name]}"'
        key: Any = model._meta.fields_map[relation]
        other = self.new_row()
        value = self.column(key.related_model, other, rest)
        table = key.related_model._meta.db_table
        return (
            f'(SELECT {value} FROM "{table}" {other} WHERE {other}.id = {row}."{key.source_field}")'
        )
