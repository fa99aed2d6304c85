"""The reader: runs the plans of documents on the database."""

from typing import Any

import orjson
from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_variable_values,
)

from orm.database.database import Database
from orm.database.fair_turns import SERVICE, Origin
from orm.errors import BadInput, StaleViewer, TooCostly, Unauthenticated
from permissions.viewer import Viewer
from reader.background import Background
from reader.compile.arguments import Variables, plain_types, shapes
from reader.compile.binding import NOTHING, Call
from reader.complexity import too_deep, too_many
from reader.dialect import DIALECTS
from reader.document import Document
from reader.errors import FormattedError, Refused, not_valid, refused
from reader.filters.segments.catalog import SegmentCatalog
from reader.introspection import Descriptions
from reader.lru import LRUCache
from reader.masked_fields import MARK, reveal
from reader.plan import Plan, Planner
from reader.plan_cache import MOST_PLANS, Key, Plans, key_of
from reader.single_flight import SingleFlight

MOST_VARIABLE_DEPTH, MOST_VALUES = 40, 1_000


class Reader:
    """Answers queries, payloads and events."""

    def __init__(self, schema: GraphQLSchema, database: Database, background: Background) -> None:
        self.schema, self.database = schema, database
        self.dialect = DIALECTS[database.dialect]
        self._types: LRUCache[tuple[OperationDefinitionNode, dict[str, type]]] = LRUCache(
            MOST_PLANS
        )
        self.plans = Plans(database, background)
        #: What subscribers of one viewer read at the same time.
        self.together = SingleFlight(fresh=True)
        self._descriptions = Descriptions(schema, background)

    def variables(
        self, operation: OperationDefinitionNode, given: dict[str, Any] | None
    ) -> dict[str, Any]:
        """The variables of an operation, coerced. Raises Refused."""
        if not operation.variable_definitions:
            return {}
        if given and self._plain(operation, given):
            return given
        if too_deep(given, MOST_VARIABLE_DEPTH):
            raise refused(BadInput("The variables are nested too deeply."))
        if too_many(given, MOST_VALUES):
            raise refused(TooCostly(f"The variables hold more than {MOST_VALUES} values."))
        try:
            values = get_variable_values(
                self.schema, operation.variable_definitions, given or {}, max_errors=5
            )
        except ValueError:
            # Python does not write out a number of thousands of digits, not even to refuse it.
            raise refused(BadInput("A number in the variables is too long.")) from None
        if isinstance(values, list):
            raise Refused([not_valid(error) for error in values])
        return values.coerced

    def _plain(self, operation: OperationDefinitionNode, given: dict[str, Any]) -> bool:
        """Whether every variable is given, and of a type whose values stand for themselves."""
        types = self._types.use(id(operation))
        if types is None or types[0] is not operation:
            types = self._types.put(id(operation), (operation, plain_types(operation)))
        plain: dict[str, type] = types[1]
        for name, type_ in plain.items():
            if type(given.get(name)) is not type_:
                return False
            if type_ is int and not -(2**31) <= given[name] < 2**31:
                return False
        return len(plain) == len(given)

    async def query(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Variables,
        viewer: Viewer | None,
        origin: Origin = SERVICE,
    ) -> bytes:
        """The whole answer to a query. Raises OperationError, and StaleViewer."""
        given: Variables = NOTHING
        if viewer is None or document.introspects:
            known, rows = await self._descriptions.of(document, operation, variables, origin)
            if viewer is None and rows:
                raise Unauthenticated().at(rows[0])
            if viewer is None:
                return answer("{" + ",".join(f'"{it}":{known[it]}' for it in known) + "}", [])
            given = known
        key = (document, id(operation), viewer.profile, shapes(variables))
        plan = self.plans.use(key) or await self._query_plan(key, operation, variables, viewer)
        text, errors = await self.run(plan, Call(viewer, variables, given))
        return answer(text, [*plan.errors, *errors])

    async def run(self, plan: Plan, call: Call) -> tuple[str, list[FormattedError]]:
        """The JSON that a plan answers, and what was hidden in it.

        Raises OperationError, and StaleViewer.
        """
        text = await self.text(plan, call)
        return reveal(text) if plan.has_masked_fields and MARK in text else (text, [])

    async def text(self, plan: Plan, call: Call) -> str:
        """The JSON that a plan answers, marks and all. Raises OperationError, and StaleViewer."""
        values = plan.values(call)
        text: str | None = None
        try:
            text = await self.database.readers.value(plan.sql, values, call.viewer.origin)
        finally:
            # What fails is not asked again by segments that have changed since.
            if text is None:
                self.plans.found_stale(call.viewer)
        if text is None:
            raise StaleViewer
        plan.check(text)
        return text

    async def payload_plan(
        self,
        document: Document,
        on: GraphQLObjectType,
        nodes: list[FieldNode],
        variables: Variables,
        viewer: Viewer,
        path: str,
        *,
        shared: bool = False,
    ) -> Plan:
        """The plan of a payload or an event."""

        def make(known: SegmentCatalog | None) -> Plan:
            planner = Planner(self.schema, document.fragments, self.dialect, known)
            return planner.given(on, nodes, variables, viewer, path, shared=shared)

        key = key_of(document, nodes, variables, viewer, path, shared)
        return await self.plans.get(key, variables, viewer, make)

    async def _query_plan(
        self,
        key: Key,
        operation: OperationDefinitionNode,
        variables: Variables,
        viewer: Viewer,
    ) -> Plan:
        def make(known: SegmentCatalog | None) -> Plan:
            planner = Planner(self.schema, key[0].fragments, self.dialect, known)
            return planner.query(operation, variables, viewer)

        return await self.plans.get(key, variables, viewer, make)


def answer(text: str, errors: list[FormattedError]) -> bytes:
    """A whole GraphQL answer."""
    if not errors:
        return b'{"data":%s}' % text.encode()
    return b'{"data":%s,"errors":%s}' % (text.encode(), orjson.dumps(errors))
