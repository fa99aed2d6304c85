"""What an operation asks about the schema itself; graphql-core knows it."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLSchema,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    execute_sync,
)

from reader.document import Document
from reader.selection import Selector


def described(
    schema: GraphQLSchema,
    document: Document,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> tuple[dict[str, Any], list[str]]:
    """The answers about the schema by their names, and the names of the fields that read rows."""
    root: Any = schema.query_type
    selector = Selector(schema, document.fragments, variables)
    fields = selector.fields(root, [operation.selection_set])
    asked = {key: nodes for key, nodes in fields.items() if nodes[0].name.value.startswith("__")}
    rows = [key for key in fields if key not in asked]
    if not asked:
        return {}, rows
    alone = OperationDefinitionNode(
        operation=operation.operation,
        selection_set=SelectionSetNode(
            selections=tuple(n for nodes in asked.values() for n in nodes)
        ),
        variable_definitions=tuple(d for d in operation.variable_definitions or () if _plain(d)),
        directives=(),
    )
    ast = DocumentNode(definitions=(alone, *document.fragments.values()))
    result = execute_sync(schema, ast, variable_values=dict(variables))
    if result.data is None:
        raise TypeError(f"The schema cannot be described: {result.errors}")
    return result.data, rows


def _plain(definition: VariableDefinitionNode) -> bool:
    # Introspection takes no other variables, and those of other types are not plain any more.
    of = definition.type.type if isinstance(definition.type, NonNullTypeNode) else definition.type
    return isinstance(of, NamedTypeNode) and of.name.value in ("String", "Boolean")
