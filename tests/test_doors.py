"""The doors of the house, held shut: what may be written where, and by whose leave."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from permissions.rule import Access
from resolvers.visibility.explanation import KINDS
from schema.build import schema
from schema.types.fields import mutation_root
from tests.rooms import ROOMS, ROOT, files

SQL = re.compile(r"\b(SELECT\b.*\bFROM|INSERT INTO|UPDATE \S+ SET|DELETE FROM)\b", re.DOTALL)


def parsed(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of some rooms, by their path from the root."""
    for file in files(*rooms):
        yield str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))


def found(*rooms: str, of: Any) -> set[str]:
    """The modules of some rooms in which a node is found that something holds for."""
    return {path for path, module in parsed(*rooms) if any(of(node) for node in ast.walk(module))}


def named(node: ast.AST) -> str:
    """A name with its dots, such as house.database; empty for what is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{named(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{named(node.func)}()"
    return ""


def queries(node: ast.AST) -> bool:
    """Whether a node asks a model for rows, or writes some."""
    verbs = {"all", "bulk_create", "bulk_update", "create", "exclude", "filter", "first", "get"}
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    model = named(node.func.value)
    return node.func.attr in verbs and model in MODELS | {f"Orm{name}" for name in MODELS}


MODELS = {
    node.name
    for _, module in parsed("orm")
    for node in ast.walk(module)
    if isinstance(node, ast.ClassDef)
    and any(named(base) in ("Model", "Record") for base in node.bases)
}


def test_the_models_are_found() -> None:
    assert {"Company", "Deal", "Notification", "Record", "User"} <= MODELS


def test_rows_are_asked_for_behind_the_doors_only() -> None:
    # The demo fills an empty database, before there is anybody in it who could be told.
    assert found("schema", "server", "reader", "subscriptions", of=queries) == set()


def test_a_transaction_is_begun_in_orm_only() -> None:
    begins = ("in_transaction", "Transaction.of")
    assert found(*ROOMS, of=lambda node: named(node) in begins) == {
        "orm/database/postgresql/writer.py"
    }


def test_a_write_begins_at_the_one_door() -> None:
    def writes(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and named(node.func).endswith("database.writing")

    assert found(*ROOMS, of=writes) == {"resolvers/write/transaction.py"}


def test_sql_is_written_where_the_database_is_spoken_to() -> None:
    def speaks(node: ast.AST) -> bool:
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(it.value) for it in node.values if isinstance(it, ast.Constant))
            return bool(SQL.search(text))
        return isinstance(node, ast.Constant) and bool(SQL.search(str(node.value)))

    speakers = {"orm", "reader", "subscriptions"}
    assert found(*(room for room in ROOMS if room not in speakers), of=speaks) == set()
    assert found("reader", "orm", of=speaks) != set()


def test_no_rule_is_turned_around() -> None:
    def inverted(node: ast.AST) -> bool:
        return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert)

    assert found(*ROOMS, of=inverted) == set()


def test_no_rule_is_an_empty_condition() -> None:
    def empty(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call) and named(node.func) == "Q" and not node.args + node.keywords
        )

    assert found(*ROOMS, of=empty) == set()


def every_access() -> set[type[Access[Any]]]:
    """What says who may, of every kind of row."""
    return {cls for cls in Access.__subclasses__() if cls.__module__.startswith("permissions.")}


def test_every_permission_has_words_and_can_be_explained() -> None:
    permissions = [it for access in every_access() for it in access.permissions().values()]
    assert len(permissions) > 20
    assert [
        str(it) for it in permissions if not it.words or not all(r.words for r in it.rules)
    ] == []
    assert every_access() == set(KINDS.values())


#: The doors of resolvers/write/transaction.py that take a permission, and those of who has
#: none to show.
ASKING, OPEN = (
    {
        *("creating", "deleting", "deleting_with_work", "updating", "updating_related"),
        *("transaction", "operator_transaction", "operator_transaction_without_account"),
    },
    {"anonymous_transaction", "viewer_transaction"},
)


#: Writes that need no permission but a session, or make one.
OWN = {"sign_in", "sign_out", "mark_read", "snooze", "set_preference"}


def test_every_mutation_names_a_permission() -> None:
    functions = {
        (path.removesuffix(".py").removesuffix("/__init__").replace("/", "."), node.name): node
        for path, module in parsed("resolvers")
        for node in ast.walk(module)
        if isinstance(node, ast.AsyncFunctionDef)
    }
    mutations = schema._schema.mutation_type
    assert mutations is not None
    for name, field in mutations.fields.items():
        resolver = mutation_root(field).resolver
        body = functions[(resolver.__module__, resolver.__name__)]
        doors = [it for it in ast.walk(body) if isinstance(it, ast.Call)]
        asked = [it for it in doors if named(it.func) in ASKING]
        if resolver.__name__ in OWN:
            assert not asked, name
            assert any(named(it.func) in OPEN for it in doors), name
        else:
            assert len(asked) == 1, name
            permission = asked[0].args[1]
            assert "Access" in named(permission) or "ACCESS" in ast.unparse(permission), name
