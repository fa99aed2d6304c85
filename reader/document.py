"""Documents, parsed and validated once; what they cost is known before anything else is done."""

import re
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    validate,
)

from reader.errors import Refused, short
from reader.recent import Recent
from reader.weight import weigh

MOST_TEXT = 100_000
MOST_TOKENS = 10_000
INTROSPECTION = re.compile(r"__(schema|type)\b")
#: A parsed document takes about 50 bytes for each character of its text.
MOST_DOCUMENTS, MOST_DOCUMENT_TEXT = 1_000, 1_000_000


@dataclass(eq=False)
class Document:
    """A valid document."""

    text: str
    operations: dict[str, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]
    #: Whether it may ask about the schema itself.
    introspects: bool

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of a name, or the only one. Raises Refused."""
        if name is not None and name in self.operations:
            return self.operations[name]
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        asked = "Say which operation to run." if name is None else "There is no such operation."
        raise refused(asked)


class Documents:
    """The documents of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._recent: Recent[Document] = Recent(MOST_DOCUMENTS, MOST_DOCUMENT_TEXT)

    def get(self, text: str) -> Document:
        """The document of a text. Raises Refused where it is not valid, or costs too much."""
        document = self._recent.use(text)
        if document is None:
            document = self._recent.put(text, self._read(text), len(text))
        return document

    def _read(self, text: str) -> Document:
        if len(text) > MOST_TEXT:
            raise refused("The document is too long.", "OPERATION_TOO_COSTLY")
        try:
            return self._checked(text)
        except GraphQLError as error:
            raise Refused([_formatted(error)]) from None
        except RecursionError:
            raise refused("The document is nested too deeply.", "OPERATION_TOO_COSTLY") from None

    def _checked(self, text: str) -> Document:
        # Locations take half of a document's memory and are needed only where it is wrong.
        ast = parse(text, no_location=True, max_tokens=MOST_TOKENS)
        weigh(ast)
        if validate(self._schema, ast, max_errors=1):
            errors = validate(self._schema, parse(text), max_errors=10)
            raise Refused([_formatted(error) for error in errors])
        return Document(text, *_definitions(ast), INTROSPECTION.search(text) is not None)


def _definitions(ast: DocumentNode) -> tuple[dict[str, Any], dict[str, Any]]:
    operations, fragments = {}, {}
    for node in ast.definitions:
        if isinstance(node, OperationDefinitionNode):
            operations[node.name.value if node.name else ""] = node
        elif isinstance(node, FragmentDefinitionNode):
            fragments[node.name.value] = node
    return operations, fragments


def refused(message: str, code: str = "BAD_USER_INPUT") -> Refused:
    """An operation that does not begin to run, for one reason."""
    return Refused([{"message": message, "extensions": {"code": code}}])


def _formatted(error: GraphQLError) -> dict[str, Any]:
    formatted: dict[str, Any] = dict(error.formatted)
    formatted["message"] = short(error.message)
    formatted["extensions"] = {"code": "BAD_USER_INPUT"}
    return formatted
