"""What a document asks for, counted as if its fragments were written out, before it is validated.

Validation compares the fields of one name with each other, each with each, so a short text can
keep it busy for minutes; and what it takes to describe the schema grows with every list in a list.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)

from orm.errors import TooCostly
from reader.errors import Refused, refused

MOST_TEXT, MOST_TOKENS, MOST_FIELDS = 100_000, 10_000, 2_000
#: Enough to sign in, and for what tools send to learn the schema.
ANONYMOUS_TEXT, ANONYMOUS_TOKENS, ANONYMOUS_FIELDS = 4_000, 1_000, 500
MOST_DEPTH = 20
#: All operations and fragments of a document together, each on its own.
MOST_IN_ALL = 10_000
MOST_DESCRIBED = 60_000
#: How many roots one mutation may have, and how many of these sign in.
MOST_ROOTS, MOST_SIGN_INS = 50, 1


class Allowance(NamedTuple):
    """What a document may be: its characters, its tokens, and the fields that it asks for."""

    text: int
    tokens: int
    fields: int


SIGNED_IN = Allowance(MOST_TEXT, MOST_TOKENS, MOST_FIELDS)
ANONYMOUS = Allowance(ANONYMOUS_TEXT, ANONYMOUS_TOKENS, ANONYMOUS_FIELDS)
#: How long the lists of an introspection are taken to be.
LISTS = dict.fromkeys(("types", "fields", "inputFields", "enumValues", "possibleTypes"), 10)
LISTS |= dict.fromkeys(("interfaces", "args", "directives"), 4)

Groups = dict[str, list[FieldNode]]
Sets = list[SelectionSetNode]


def complexity_of(
    ast: DocumentNode, most_fields: int = MOST_FIELDS, sign_ins: Collection[str] = ()
) -> None:
    """Raise Refused where a document asks for too much, or is nested too deeply.

    sign_ins: the names of the roots that open a session.
    """
    fragments = {
        node.name.value: node
        for node in ast.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    in_all, signing_in = 0, set[int]()
    for node in ast.definitions:
        if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode):
            weight = Complexity(fragments, most_fields, sign_ins)
            weight.add([node.selection_set], 1)
            in_all += weight.fields
            signing_in |= weight.signing_in
            if isinstance(node, OperationDefinitionNode):
                weight.check_roots(node)
    if in_all > MOST_IN_ALL:
        raise _too_costly(f"The document has more than {MOST_IN_ALL} fields.")
    if len(signing_in) > MOST_SIGN_INS:
        raise _too_costly("A document signs in once at most.")


class Complexity:
    """What one operation, or one fragment, asks for."""

    def __init__(
        self,
        fragments: dict[str, FragmentDefinitionNode],
        most: int,
        sign_ins: Collection[str],
    ) -> None:
        self._fragments, self._most, self._sign_ins = fragments, most, sign_ins
        self.fields = self._described = 0
        #: The fields that sign in, by their identity: a fragment is counted once.
        self.signing_in: set[int] = set()

    def check_roots(self, operation: OperationDefinitionNode) -> None:
        """Raise Refused where a mutation has too many roots."""
        mutation = operation.operation is OperationType.MUTATION
        if mutation and len(self._expanded([operation.selection_set])) > MOST_ROOTS:
            raise _too_costly(f"A mutation has at most {MOST_ROOTS} roots.")

    def add(self, sets: Sets, depth: int) -> None:
        """Count what is selected at a depth, and inside it."""
        if depth > MOST_DEPTH and sets:
            raise _too_costly(f"Fields are nested more than {MOST_DEPTH} deep.")
        for nodes in self._expanded(sets).values():
            inner = [node.selection_set for node in nodes if node.selection_set]
            if nodes[0].name.value.startswith("__"):
                self._describe(inner, 1)
            else:
                self.add(inner, depth + 1)

    def _describe(self, sets: Sets, times: int) -> None:
        # The introspection that tools send is deep, and of a known shape; it is counted by size.
        for nodes in self._expanded(sets).values():
            self._described += times
            if self._described > MOST_DESCRIBED:
                raise _too_costly("The schema is asked for too often at once.")
            inner = [node.selection_set for node in nodes if node.selection_set]
            self._describe(inner, times * LISTS.get(nodes[0].name.value, 1))

    def _expanded(self, sets: Sets) -> Groups:
        groups: Groups = {}
        seen: set[str] = set()
        waiting: list[Any] = [node for selections in sets for node in selections.selections]
        while waiting:
            node = waiting.pop()
            if isinstance(node, FieldNode):
                same = groups.setdefault(node.alias.value if node.alias else node.name.value, [])
                same.append(node)
                self._count(len(same))
                if node.name.value in self._sign_ins:
                    self.signing_in.add(id(node))
                continue
            # Each is compared with each of the others, as fields of one name are.
            self._count(1 + len(seen) // 10)
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in seen or node.name.value not in self._fragments:
                    continue
                seen.add(node.name.value)
                node = self._fragments[node.name.value]
            waiting.extend(node.selection_set.selections)
        return groups

    def _count(self, number: int) -> None:
        self.fields += number
        if self.fields > self._most:
            raise _too_costly(f"More than {self._most} fields are asked for.")


def too_deep(value: object, most: int) -> bool:
    """Whether lists and objects are nested deeper than a number of levels."""
    level: Iterable[object] = [value]
    for _ in range(most + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _too_costly(message: str) -> Refused:
    return refused(TooCostly(message))


def too_many(value: object, most: int) -> bool:
    """Whether a value holds more than so many others, however they are nested."""
    waiting, found = [value], 0
    while waiting and found <= most:
        one = waiting.pop()
        inner = list(one.values()) if isinstance(one, dict) else one
        if isinstance(inner, list):
            found += len(inner)
            waiting += inner
    return found > most
