"""Documents, parsed and validated once; what they cost is known before anything else is done."""

from collections import Counter, OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
    validate,
)

from reader.errors import Refused

MOST_TEXT = 100_000
MOST_TOKENS = 10_000
MOST_FIELDS = 2_000
MOST_DEPTH = 20
MOST_DOCUMENTS, MOST_DOCUMENT_TEXT, MOST_PLANS = 1_000, 4_000_000, 64


@dataclass
class Document:
    """A valid document, with the plans made for it so far."""

    text: str
    operations: dict[str, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]
    plans: "Recent[Any]" = field(default_factory=lambda: Recent(MOST_PLANS))

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of a name, or the only one. Raises Refused."""
        if name is not None and name in self.operations:
            return self.operations[name]
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        asked = "Say which operation to run." if name is None else "There is no such operation."
        raise refused(asked)


class Recent(OrderedDict[Hashable, Any]):
    """What was used lately, up to a number of things and a weight in all."""

    def __init__(self, most: int, most_weight: int | None = None) -> None:
        super().__init__()
        self._most, self._most_weight, self._weight = most, most_weight, 0

    def put(self, key: Hashable, value: Any, weight: int = 0) -> Any:
        """Remember something, and forget what was not used for longest."""
        self[key] = value
        self._weight += weight
        while len(self) > self._most or (self._most_weight and self._weight > self._most_weight):
            forgotten, _ = self.popitem(last=False)
            self._weight -= len(forgotten) if self._most_weight else 0  # type: ignore[arg-type]
        return value

    def use(self, key: Hashable) -> Any:
        """What is remembered under a key, or None."""
        value = self.get(key)
        if value is not None:
            self.move_to_end(key)
        return value


class Documents:
    """The documents of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._recent = Recent(MOST_DOCUMENTS, MOST_DOCUMENT_TEXT)

    def get(self, text: str) -> Document:
        """The document of a text. Raises Refused where it is not valid, or costs too much."""
        document: Document | None = self._recent.use(text)
        return document or self._recent.put(text, self._read(text), len(text))

    def _read(self, text: str) -> Document:
        if len(text) > MOST_TEXT:
            raise refused("The document is too long.", "OPERATION_TOO_COSTLY")
        try:
            ast = parse(text, no_location=False, max_tokens=MOST_TOKENS)
        except GraphQLError as error:
            raise Refused([_formatted(error)]) from None
        except RecursionError:
            raise refused("The document is nested too deeply.", "OPERATION_TOO_COSTLY") from None
        operations, fragments = _definitions(ast)
        _weigh(operations, fragments)
        errors = validate(self._schema, ast, max_errors=10)
        if errors:
            raise Refused([_formatted(error) for error in errors])
        return Document(text, operations, fragments)


def _definitions(ast: DocumentNode) -> tuple[dict[str, Any], dict[str, Any]]:
    operations, fragments = {}, {}
    for node in ast.definitions:
        if isinstance(node, OperationDefinitionNode):
            operations[node.name.value if node.name else ""] = node
        elif isinstance(node, FragmentDefinitionNode):
            fragments[node.name.value] = node
    return operations, fragments


def _weigh(operations: dict[str, Any], fragments: dict[str, Any]) -> None:
    """Refuse what would be too many fields, or nested too deeply, once fragments are expanded."""
    known: dict[str, tuple[int, int]] = {}

    def weigh(selections: SelectionSetNode | None, around: frozenset[str]) -> tuple[int, int]:
        fields, depth = 0, 0
        same: Counter[str] = Counter()
        for node in selections.selections if selections else ():
            inner = (0, 0)
            if isinstance(node, FragmentSpreadNode):
                inner = fragment(node.name.value, around)
            elif isinstance(node, FieldNode):
                if not node.name.value.startswith("__"):
                    inner = weigh(node.selection_set, around)
                key = node.alias.value if node.alias else node.name.value
                same[key] += 1
                # Fields of one name are compared with each other, each with each.
                inner = (inner[0] + same[key], inner[1] + 1)
            else:
                inner = weigh(getattr(node, "selection_set", None), around)
            fields, depth = fields + inner[0], max(depth, inner[1])
        return fields, depth

    def fragment(name: str, around: frozenset[str]) -> tuple[int, int]:
        if name in around or name not in fragments:
            return 0, 0
        if name not in known:
            known[name] = weigh(fragments[name].selection_set, around | {name})
        return known[name]

    for operation in operations.values():
        fields, depth = weigh(operation.selection_set, frozenset())
        if fields > MOST_FIELDS:
            raise refused(f"More than {MOST_FIELDS} fields are asked for.", "OPERATION_TOO_COSTLY")
        if depth > MOST_DEPTH:
            raise refused(f"Fields are nested more than {MOST_DEPTH} deep.", "OPERATION_TOO_COSTLY")


def refused(message: str, code: str = "BAD_USER_INPUT") -> Refused:
    """An operation that does not begin to run, for one reason."""
    return Refused([{"message": message, "extensions": {"code": code}}])


def _formatted(error: GraphQLError) -> dict[str, Any]:
    formatted: dict[str, Any] = dict(error.formatted)
    formatted["extensions"] = {"code": "BAD_USER_INPUT"}
    return formatted
