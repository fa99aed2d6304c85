"""Documents, parsed and validated once; what they cost is known before anything else is done."""

import hashlib
import re
from collections.abc import Collection
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

from orm.database.fair_turns import SERVICE, Origin
from orm.errors import BadInput, TooCostly
from reader.background import Background
from reader.complexity import ANONYMOUS, SIGNED_IN, Allowance, complexity_of
from reader.errors import FormattedError, Refused, not_valid, refused
from reader.lru import LRUCache

INTROSPECTION = re.compile(r"__(schema|type)\b")
#: A parsed document takes about 50 bytes for each character of its text.
MOST_DOCUMENTS, MOST_DOCUMENT_TEXT = 1_000, 1_000_000
#: Those that nobody has signed in for are kept apart, so that they push nothing out.
MOST_OF_ANONYMOUS, MOST_TEXT_OF_ANONYMOUS = 100, 100_000
MOST_REFUSALS, MOST_REFUSAL_TEXT = 2_000, 2_000_000


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
        raise refused(BadInput(asked))


class Documents:
    """The documents of one schema."""

    def __init__(
        self, schema: GraphQLSchema, background: Background, sign_ins: Collection[str] = ()
    ) -> None:
        """sign_ins: the names of the roots that open a session."""
        self._schema, self._background, self._sign_ins = schema, background, sign_ins
        self._recent: dict[Allowance, LRUCache[Document]] = {
            SIGNED_IN: LRUCache(MOST_DOCUMENTS, MOST_DOCUMENT_TEXT),
            ANONYMOUS: LRUCache(MOST_OF_ANONYMOUS, MOST_TEXT_OF_ANONYMOUS),
        }
        self._refusals: LRUCache[list[FormattedError]] = LRUCache(MOST_REFUSALS, MOST_REFUSAL_TEXT)

    def known(self, text: str) -> Document | None:
        """The document of a text that was read before."""
        return self._recent[SIGNED_IN].use(text) or self._recent[ANONYMOUS].use(text)

    def is_coming(self, text: str, allowance: Allowance = SIGNED_IN) -> bool:
        """Whether somebody waits for the document of a text."""
        return (text, allowance) in self._background

    async def get(
        self, text: str, origin: Origin = SERVICE, allowance: Allowance = SIGNED_IN
    ) -> Document:
        """The document of a text. Raises Refused where it is not valid, or costs too much."""
        if len(text) > allowance.text:
            raise refused(TooCostly("The document is too long."))
        known = self.known(text)
        if known is not None:
            return known
        key = allowance, hashlib.sha256(text.encode(errors="surrogatepass")).digest()
        if errors := self._refusals.use(key):
            raise Refused(errors)
        try:
            document = await self._background.once(
                (text, allowance), origin, len(text), lambda: self._read(text, allowance)
            )
        except Refused as wrong:
            # What is wrong once is wrong for ever, and need not be looked at again.
            self._refusals.put(key, wrong.errors, 200 + len(str(wrong.errors)))
            raise
        return self._recent[allowance].put(text, document, len(text))

    def _read(self, text: str, allowance: Allowance) -> Document:
        try:
            return self._checked(text, allowance)
        except GraphQLError as error:
            raise Refused([not_valid(error)]) from None
        except RecursionError:
            raise refused(TooCostly("The document is nested too deeply.")) from None

    def _checked(self, text: str, allowance: Allowance) -> Document:
        # Locations take half of a document's memory and are needed only where it is wrong.
        ast = parse(text, no_location=True, max_tokens=allowance.tokens)
        complexity_of(ast, allowance.fields, self._sign_ins)
        if validate(self._schema, ast, max_errors=1):
            errors = validate(self._schema, parse(text), max_errors=10)
            raise Refused([not_valid(error) for error in errors])
        return Document(text, *_definitions(ast), INTROSPECTION.search(text) is not None)


def _definitions(ast: DocumentNode) -> tuple[dict[str, Any], dict[str, Any]]:
    operations, fragments = {}, {}
    for node in ast.definitions:
        if isinstance(node, OperationDefinitionNode):
            operations[node.name.value if node.name else ""] = node
        elif isinstance(node, FragmentDefinitionNode):
            fragments[node.name.value] = node
    return operations, fragments
