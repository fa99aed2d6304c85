"""A plain executor of GraphQL over the rows of a world: what the reader is held against.

It knows nothing of the reader and of the rules. It walks the syntax tree, resolves each field in
Python, and gives for a cursor what the cursor must stand for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
)
from graphql.type import get_nullable_type

from tests.model import may
from tests.model.world import KINDS, PROJECTS, TICKETS
from tests.reading.resolve import UNAVAILABLE, Resolve
from tests.reading.rows import Rows
from tests.reading.segments import by_responsible
from tests.reading.values import Values
from tests.reading.visible import Eyes
from tests.world.learning import key_of

FEATURES = {
    **{name: it.module for it in KINDS.values() for name in (it.__name__.lower(), it.plural)},
    "task": PROJECTS,
    **dict.fromkeys(("ticketStatistics", "inboxes"), TICKETS),
}
PRIVATE = (
    *("email", "language", "timeZone", "isAdmin", "crmAccess", "modules", "projectAccess"),
    "seesFinancials",
)
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Cursor:
    """What a cursor must stand for: a row in an order."""

    row: tuple[str, int]
    order: tuple[str, ...]


@dataclass
class Refusal(Exception):
    """That the whole operation is refused."""

    code: str
    path: Path


@dataclass
class Page:
    """A list that was asked for, kept so that a test can ask for its cursors."""

    nodes: list[FieldNode]
    parent: str
    owner: Any
    rows: list[Any]


@dataclass
class Reference:
    """One operation of one user."""

    schema: GraphQLSchema
    eyes: Eyes
    values: Values
    #: The row that each cursor in use came from.
    cursors: Mapping[str, Any]
    fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.resolve = Resolve(self.eyes, self.cursors)

    def answer(self, document: DocumentNode) -> dict[str, Any]:
        """The data of the answer; what is hidden is in the errors. Raises Refusal."""
        operation: Any = None
        for node in document.definitions:
            if isinstance(node, FragmentDefinitionNode):
                self.fragments[node.name.value] = node
            elif isinstance(node, OperationDefinitionNode):
                operation = node
        return self.object("Query", None, [operation.selection_set], ())

    def object(self, kind: str, row: Any, sets: Iterable[Any], path: Path) -> dict[str, Any]:
        """The fields asked for on an object."""
        groups: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selections in sets:
            if selections:
                self.collect(kind, selections.selections, groups, seen)
        return {key: self.field(kind, row, nodes, (*path, key)) for key, nodes in groups.items()}

    def collect(
        self, kind: str, nodes: Any, groups: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        """The fields of a selection by the names of their answers."""
        for node in nodes:
            if not self.values.included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                groups.setdefault(key, []).append(node)
                continue
            if node.kind == "fragment_spread":
                if node.name.value in seen:
                    continue
                seen.add(node.name.value)
                node = self.fragments[node.name.value]
            if node.type_condition is None or self.is_a(kind, node.type_condition.name.value):
                self.collect(kind, node.selection_set.selections, groups, seen)

    def is_a(self, kind: str, wanted: str) -> bool:
        """Whether a type is of a kind."""
        type_: Any = self.schema.type_map[wanted]
        if is_object_type(type_):
            return kind == wanted
        return kind in {possible.name for possible in self.schema.get_possible_types(type_)}

    def field(self, kind: str, row: Any, nodes: list[FieldNode], path: Path) -> Any:
        """One field of an object."""
        name = nodes[0].name.value
        if name == "__typename":
            return kind
        type_ = self.schema.type_map[kind].fields[name].type  # type: ignore[attr-defined]
        if kind == "Query" and not self.eyes.has(self.needed(name, nodes[0])):
            if get_nullable_type(type_) is not type_:
                raise Refusal("FEATURE_NOT_AVAILABLE", path)
            self.errors.append({"code": "FEATURE_NOT_AVAILABLE", "path": list(path)})
            return None
        if kind == "Query" and name == "accounts":
            raise Refusal("FORBIDDEN", path)
        if self.is_hidden(kind, row, name):
            self.errors.append({"code": "FORBIDDEN", "path": list(path)})
            return None
        value = self.resolve.field(kind, row, name, self.values.arguments(nodes[0]))
        if isinstance(value, Rows):
            # A cursor of one segment's records is none of another's, of which the same is asked.
            if kind != "Segment":
                self.pages.append(Page(nodes, kind, row, value.all))
            return self.connection(type_, value, nodes, path)
        return self.complete(type_, value, nodes, path)

    def needed(self, name: str, node: FieldNode) -> str | None:
        """The module that a root needs: of its own, or of the kind that it is asked for."""
        if name in ("segments", "customFieldDefinitions"):
            kind = self.values.arguments(node).get("kind")
            return may.MODULE[kind] if kind else None
        return FEATURES.get(name)

    def is_hidden(self, kind: str, row: Any, name: str) -> bool:
        """Whether the user sees the object but not this field of it."""
        if kind == "Project" and name in ("budget", "margin"):
            return not may.reads_financials(self.eyes.viewer, self.eyes.of(row))
        private = kind == "User" and name in PRIVATE
        return private and not may.sees_private(self.eyes.viewer, key_of(kind, row.id))

    def complete(self, type_: Any, value: Any, nodes: list[FieldNode], path: Path) -> Any:
        """A value of a type, as it is answered."""
        type_ = get_nullable_type(type_)
        if value is None or is_leaf_type(type_):
            return value
        if value is UNAVAILABLE:
            self.errors.append({"code": "FEATURE_NOT_AVAILABLE", "path": list(path)})
            return None
        if is_list_type(type_):
            inner = type_.of_type
            return [self.complete(inner, v, nodes, (*path, n)) for n, v in enumerate(value)]
        kind, row = value
        return self.object(kind, row, [node.selection_set for node in nodes], path)

    def connection(self, type_: Any, rows: Rows, nodes: list[FieldNode], path: Path) -> Any:
        """A page of a list."""
        connection: Any = get_named_type(type_)
        groups: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for node in nodes:
            self.collect(connection.name, node.selection_set.selections, groups, seen)  # type: ignore[union-attr]
        answer: dict[str, Any] = {}
        for key, inner in groups.items():
            name, at = inner[0].name.value, (*path, key)
            if name == "__typename":
                answer[key] = connection.name
            elif name == "totalCount":
                answer[key] = len(rows.all)
            elif name == "byResponsible":
                counts = by_responsible(rows.all, self.eyes)
                answer[key] = self.complete(connection.fields[name].type, counts, inner, at)
            elif name == "pageInfo":
                answer[key] = self.plain("PageInfo", self.page_info(rows), inner)
            else:
                answer[key] = [
                    self.object(rows.kind, row, [n.selection_set for n in inner], (*at, n))
                    if name == "nodes"
                    else self.edge(connection, rows, row, inner, (*at, n))
                    for n, row in enumerate(rows.page)
                ]
        return answer

    def edge(
        self, connection: Any, rows: Rows, row: Any, nodes: list[FieldNode], path: Path
    ) -> Any:
        """One of a list, with its cursor."""
        kind = get_named_type(connection.fields["edges"].type).name
        groups: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for node in nodes:
            self.collect(kind, node.selection_set.selections, groups, seen)  # type: ignore[union-attr]
        answer: dict[str, Any] = {}
        for key, inner in groups.items():
            name = inner[0].name.value
            if name == "node":
                sets = [node.selection_set for node in inner]
                answer[key] = self.object(rows.kind, row, sets, (*path, key))
            else:
                answer[key] = kind if name == "__typename" else self.cursor(rows, row)
        return answer

    def cursor(self, rows: Rows, row: Any) -> Cursor:
        """What the cursor of a row must stand for."""
        return Cursor((rows.kind, row.id), tuple(map(str, rows.order)))

    def page_info(self, rows: Rows) -> dict[str, Any]:
        """Where a page lies in its list."""
        page = rows.page
        return {
            "hasNextPage": rows.has_next,
            "hasPreviousPage": rows.has_previous,
            "startCursor": self.cursor(rows, page[0]) if page else None,
            "endCursor": self.cursor(rows, page[-1]) if page else None,
        }

    def plain(self, kind: str, value: dict[str, Any], nodes: list[FieldNode]) -> dict[str, Any]:
        """The fields asked for of an object that is known."""
        groups: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for node in nodes:
            self.collect(kind, node.selection_set.selections, groups, seen)  # type: ignore[union-attr]
        return {
            key: kind if inner[0].name.value == "__typename" else value[inner[0].name.value]
            for key, inner in groups.items()
        }
