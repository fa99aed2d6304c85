"""Asks the reader and the reference the same, and compares what they answer."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from graphql import DocumentNode, GraphQLSchema, parse, print_ast

from orm.database.database import Database
from orm.database.fair_turns import SERVICE
from orm.errors import FeatureNotAvailable, Forbidden
from reader.background import Background
from reader.document import Documents
from reader.engine import Reader
from reader.errors import formatted
from reader.viewers import Viewers
from tests.reading.custom_fields import NAME, ids_here
from tests.reading.documents import Written
from tests.reading.reference import Cursor, Page, Reference, Refusal
from tests.reading.values import Values
from tests.reading.visible import Eyes
from tests.reading.world import World, token_of

PAGING = ("first", "after", "last", "before")


class Asking:
    """One world and its reader."""

    def __init__(self, schema: GraphQLSchema, database: Database, world: World) -> None:
        self.schema, self.database, self.world = schema, database, world
        #: The row that each cursor in use came from.
        self.cursors: dict[str, Any] = {}
        background = Background()
        self.documents = Documents(self.schema, background)
        self.reader = Reader(self.schema, self.database, background)
        self.viewers = Viewers(self.database)

    async def read(self, user: Any, written: Written) -> dict[str, Any]:
        """What the reader answers, refusals included."""
        document = await self.documents.get(written.text)
        operation = document.operation(None)
        variables = self.reader.variables(operation, written.variables)
        viewer = await self.viewers.of(token_of(user.id), SERVICE)
        assert viewer
        try:
            text = await self.reader.query(document, operation, variables, viewer)
        except (FeatureNotAvailable, Forbidden) as error:
            return {"data": None, "errors": [formatted(error)]}
        answer: dict[str, Any] = orjson.loads(text)
        return answer

    def here(self, user: Any, written: Written) -> Written:
        """The same document with the custom fields of the user's account."""
        text, given = written.text, orjson.dumps(written.variables).decode()
        if NAME in text or NAME in given:
            for place, id_ in ids_here(self.world, user.account_id).items():
                text, given = text.replace(place, id_), given.replace(place, id_)
        return Written(text, orjson.loads(given))

    def expect(self, user: Any, written: Written) -> tuple[dict[str, Any], list[Page], Any]:
        """What the reference answers, the lists it went through, and the document."""
        ast = parse(written.text)
        operation: Any = next(n for n in ast.definitions if n.kind == "operation_definition")
        eyes = Eyes(self.world, user)
        values = Values(operation, written.variables)
        reference = Reference(self.schema, eyes, values, self.cursors)
        try:
            data: Any = reference.answer(ast)
        except Refusal as refusal:
            errors = [{"code": refusal.code, "path": list(refusal.path)}]
            return {"data": None, "errors": errors}, [], ast
        return {"data": data, "errors": reference.errors}, reference.pages, ast

    async def compare(self, user: Any, written: Written) -> tuple[list[str], list[Page], Any]:
        """Where the two answers differ, the lists that the reference went through, the document."""
        written = self.here(user, written)
        expected, pages, ast = self.expect(user, written)
        actual = await self.read(user, written)
        errors = actual.get("errors", [])
        told = [{"code": e["extensions"]["code"], "path": e["path"]} for e in errors]
        named: dict[Cursor, str] = {}
        wanted = with_cursors(expected["data"], actual["data"], named)
        wrong = [
            *differences(in_order(expected["errors"]), in_order(told), "errors"),
            *differences(wanted, actual["data"], "data"),
        ]
        if len(set(named.values())) < len(named):
            wrong.append("one cursor for several places")
        return wrong, pages, ast

    async def learn_cursors(self, user: Any, page: Page, written: Written) -> list[str]:
        """The cursors of all the rows of a list, from the reader."""
        node = page.nodes[0]
        kept = [a for a in node.arguments or () if a.name.value not in PAGING]
        arguments = " ".join(map(print_ast, kept))
        inner = f"it:{node.name.value}(first:100 {arguments}){{edges{{cursor}}}}"
        if page.parent == "ResponsibleFor":
            inner = f"it:responsibleFor{{{inner}}}"
        if page.parent != "Query":
            kind = "User" if page.parent == "ResponsibleFor" else page.parent
            inner = f'it:node(id:"{kind}:{page.owner.id}"){{...on {kind}{{{inner}}}}}'
        used = set(re.findall(r"\$(\w+)", arguments))
        definitions = operation_of(parse(written.text)).variable_definitions or ()
        named = [print_ast(d) for d in definitions if d.variable.name.value in used]
        declared = f"query({' '.join(named)})" if named else ""
        small = self.here(user, Written(f"{declared}{{{inner}}}", written.variables))
        answer = (await self.read(user, small))["data"]
        while "edges" not in answer:
            answer = answer["it"]
        cursors = [edge["cursor"] for edge in answer["edges"]]
        self.cursors.update(zip(cursors, page.rows, strict=True))
        return cursors


def moved(page: Page, ast: DocumentNode, written: Written, **cursors: str) -> Written:
    """The same document, with one of its lists asked for after or before a cursor."""
    given = dict(written.variables)
    old = page.nodes[0].arguments or ()
    arguments = [a for a in old if a.name.value not in ("after", "before")]
    for name, cursor in cursors.items():
        value = f'"{cursor}"'
        if len(cursor) % 3 == 0:
            given[f"c_{name}"], value = cursor, f"$c_{name}"
            operation = operation_of(ast)
            declared = operation_of(parse(f"query($c_{name}:String){{a}}")).variable_definitions
            known = operation.variable_definitions or ()
            changed(operation, "variable_definitions", (*known, *declared))
        field = operation_of(parse(f"{{a({name}:{value})}}")).selection_set.selections[0]
        arguments.extend(field.arguments)
    for node in page.nodes:
        changed(node, "arguments", tuple(arguments))
    return Written(print_ast(ast), given)


def changed(node: Any, name: str, value: Any) -> None:
    """Change a node in its place; they are frozen."""
    object.__setattr__(node, name, value)


def operation_of(ast: DocumentNode) -> Any:
    """The operation of a document."""
    return next(n for n in ast.definitions if n.kind == "operation_definition")


def with_cursors(expected: Any, actual: Any, named: dict[Cursor, str]) -> Any:
    """What is expected, with the real text of each cursor; the same for the same place."""
    if isinstance(expected, Cursor):
        return named.setdefault(expected, actual) if isinstance(actual, str) else "a cursor"
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {key: with_cursors(v, actual.get(key), named) for key, v in expected.items()}
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [with_cursors(one, two, named) for one, two in zip(expected, actual, strict=True)]
    return expected


def differences(expected: Any, actual: Any, path: str) -> Iterator[str]:
    """Where two answers differ."""
    if isinstance(expected, dict) and isinstance(actual, dict) and [*expected] == [*actual]:
        for key, value in expected.items():
            yield from differences(value, actual[key], f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for number, value in enumerate(expected):
            yield from differences(value, actual[number], f"{path}[{number}]")
    elif type(expected) is not type(actual) or expected != actual:
        yield f"{path}: {actual!r} instead of {expected!r}"


def in_order(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Errors by their path."""
    return sorted(errors, key=lambda error: [str(part) for part in error["path"]])
