"""The reader: runs the plans of documents on the database."""

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
    get_variable_values,
)

from orm.database import Database
from permissions.viewer import Viewer
from reader.arguments import shape
from reader.binding import Call
from reader.dialect import DIALECTS
from reader.document import Document
from reader.errors import Refused
from reader.hidden import MARK, reveal
from reader.plan import Plan, Planner
from reader.selection import Selector


class Stale(Exception):
    """The viewer is no longer who they were: their session is over, or their rights changed."""


class Reader:
    """Answers queries, payloads and events."""

    def __init__(self, schema: GraphQLSchema, database: Database) -> None:
        self.schema, self.database = schema, database
        self.dialect = DIALECTS[database.dialect]

    def variables(
        self, operation: OperationDefinitionNode, given: dict[str, Any] | None
    ) -> dict[str, Any]:
        """The variables of an operation, coerced. Raises Refused."""
        if not operation.variable_definitions:
            return {}
        values = get_variable_values(
            self.schema, operation.variable_definitions, given or {}, max_errors=5
        )
        if isinstance(values, list):
            raise Refused([_wrong(error) for error in values])
        return values.coerced

    async def query(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        viewer: Viewer | None,
    ) -> bytes:
        """The whole answer to a query. Raises ReadError, and Stale."""
        described = self._introspection(document, operation, variables)
        if viewer is None and described:
            return b'{"data":%s}' % orjson.dumps(described)
        plan = self._query_plan(document, operation, variables, viewer)
        assert viewer
        given = {key: orjson.dumps(value).decode() for key, value in described.items()}
        text, errors = await self.run(plan, Call(viewer, variables, given))
        return answer(text, [*plan.errors, *errors])

    async def run(self, plan: Plan, call: Call) -> tuple[str, list[dict[str, Any]]]:
        """The JSON that a plan answers, and what was hidden in it. Raises ReadError, and Stale."""
        assert plan.sql
        text: str | None = await self.database.readers.value(plan.sql, plan.values(call))
        if text is None:
            raise Stale
        return reveal(text) if MARK in text else (text, [])

    def given_plan(
        self,
        document: Document,
        on: GraphQLObjectType,
        nodes: list[FieldNode],
        variables: Mapping[str, Any],
        viewer: Viewer,
        path: str,
        *,
        shared: bool = False,
    ) -> Plan:
        """The plan of a payload or an event."""
        key = (path, viewer.facts, shape(variables), shared)
        plan: Plan | None = document.plans.use(key)
        if plan is None:
            planner = Planner(self.schema, document.fragments, self.dialect)
            plan = planner.given(on, nodes, variables, viewer, path, shared=shared)
            document.plans.put(key, plan)
        return plan

    def _query_plan(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        viewer: Viewer | None,
    ) -> Plan:
        key = (id(operation), viewer.facts if viewer else None, shape(variables))
        plan: Plan | None = document.plans.use(key)
        if plan is None:
            planner = Planner(self.schema, document.fragments, self.dialect)
            plan = document.plans.put(key, planner.query(operation, variables, viewer))
        return plan

    def _introspection(
        self, document: Document, operation: OperationDefinitionNode, variables: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What an operation asks about the schema itself; graphql-core knows it."""
        if "__" not in document.text:
            return {}
        root: Any = self.schema.query_type
        fields = Selector(self.schema, document.fragments, variables).fields(
            root, [operation.selection_set]
        )
        asked = [node for nodes in fields.values() for node in nodes]
        if any(not node.name.value.startswith("__") for node in asked):
            asked = [node for node in asked if node.name.value in ("__schema", "__type")]
        if not asked:
            return {}
        selections = SelectionSetNode(selections=tuple(asked))
        alone = OperationDefinitionNode(
            operation=operation.operation,
            selection_set=selections,
            variable_definitions=operation.variable_definitions,
            directives=(),
        )
        ast = DocumentNode(definitions=(alone, *document.fragments.values()))
        result = execute_sync(self.schema, ast, variable_values=dict(variables))
        return result.data or {}


def _wrong(error: Any) -> dict[str, Any]:
    formatted = dict(error.formatted)
    formatted["extensions"] = {"code": "BAD_USER_INPUT"}
    return formatted


def answer(text: str, errors: list[dict[str, Any]]) -> bytes:
    """A whole GraphQL answer."""
    if not errors:
        return b'{"data":%s}' % text.encode()
    return b'{"data":%s,"errors":%s}' % (text.encode(), orjson.dumps(errors))
