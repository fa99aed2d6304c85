"""What an operation asks about the schema itself; graphql-core knows it."""

from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    execute_sync,
)

from orm.database.fair_turns import Origin
from reader.background import Background
from reader.compile.arguments import Variables
from reader.compile.selection import Selector
from reader.complexity import MOST_DESCRIBED
from reader.document import Document
from reader.lru import LRUCache

#: Answers about the schema, of which the usual has 400 KB.
MOST_ANSWERS, MOST_ANSWER_TEXT = 100, 10_000_000


class Descriptions:
    """What was asked about the schema, worked out once for a document without variables."""

    def __init__(self, schema: GraphQLSchema, background: Background) -> None:
        self._schema, self._background = schema, background
        self._recent: LRUCache[dict[str, str]] = LRUCache(MOST_ANSWERS, MOST_ANSWER_TEXT)

    async def of(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Variables,
        origin: Origin,
    ) -> tuple[dict[str, str], list[str]]:
        """The answers about the schema by their names, and the names of fields that read rows."""
        root: Any = self._schema.query_type
        selector = Selector(self._schema, document.fragments, variables)
        fields = selector.fields(root, [operation.selection_set])
        asked = {key: nodes for key, nodes in fields.items() if _is_of_schema(nodes)}
        rows = [key for key in fields if key not in asked]
        if not asked:
            return {}, rows
        key = document, id(operation)
        known = None if variables else self._recent.use(key)
        if known is None:
            nodes = [node for nodes in asked.values() for node in nodes]
            once = (*key, object() if variables else None)
            known = await self._background.once(
                once,
                origin,
                MOST_DESCRIBED,
                lambda: self._answer(document, operation, nodes, variables),
            )
            if not variables:
                self._recent.put(key, known, sum(map(len, known.values())))
        return known, rows

    def _answer(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        nodes: list[FieldNode],
        variables: Variables,
    ) -> dict[str, str]:
        alone = OperationDefinitionNode(
            operation=operation.operation,
            selection_set=SelectionSetNode(selections=tuple(nodes)),
            variable_definitions=tuple(
                d for d in operation.variable_definitions or () if _plain(d)
            ),
            directives=(),
        )
        ast = DocumentNode(definitions=(alone, *document.fragments.values()))
        result = execute_sync(self._schema, ast, variable_values=dict(variables))
        if result.data is None:
            raise TypeError(f"The schema cannot be described: {result.errors}")
        return {key: orjson.dumps(value).decode() for key, value in result.data.items()}


def _is_of_schema(nodes: list[FieldNode]) -> bool:
    return nodes[0].name.value.startswith("__")


def _plain(definition: VariableDefinitionNode) -> bool:
    # Introspection takes no other variables, and those of other types are not plain any more.
    of = definition.type.type if isinstance(definition.type, NonNullTypeNode) else definition.type
    return isinstance(of, NamedTypeNode) and of.name.value in ("String", "Boolean")
