"""The doors of the house, held shut: what may be written where, and what nothing may lack."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

from notifications.audience import AUDIENCE, REASONS
from notifications.events.happened import Happened
from orm.event import EventKind
from orm.plan import WITH_PLAN, Booster, Plan, modules_with
from orm.record import Record, RecordKind, ResponsibilityRole
from orm.user import Module
from permissions.classes import Only
from permissions.record import ACCESS
from permissions.rule import Access, everyone
from permissions.viewer import OPERATOR
from reader.entity import ENTITIES
from reader.segments.filters import FILTERS
from resolvers.custom_field.value import UPDATED
from resolvers.explaining import KINDS
from resolvers.importing.records import SHAPES
from resolvers.importing.row import Kind
from resolvers.transfer.places import PLACES
from schema.build import schema
from schema.enum_values import VALUES
from schema.fields import WRITE

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("orm", "permissions", "notifications", "reader", "resolvers", "schema", "server")
SQL = re.compile(r"\b(SELECT\b.*\bFROM|INSERT INTO|UPDATE \S+ SET|DELETE FROM)\b", re.DOTALL)

#: What happens that nobody is told of, on purpose: the operator does it to an account as a whole,
#: or it is for whoever watches the record and for nobody's inbox.
UNTOLD = {
    EventKind.FEATURES_CHANGED,
    EventKind.SEGMENT_CHANGED,
    EventKind.TEAM_CHANGED,
    EventKind.CONTACT_CREATED,
    EventKind.CONTACT_DELETED,
    EventKind.QUOTATION_CREATED,
    EventKind.QUOTATION_UPDATED,
    EventKind.QUOTATION_DELETED,
    EventKind.INVOICE_CREATED,
    EventKind.INVOICE_UPDATED,
    EventKind.INVOICE_DELETED,
    EventKind.TASK_CREATED,
    EventKind.TASK_UPDATED,
    EventKind.TASK_DELETED,
    EventKind.TICKET_UPDATED,
    EventKind.TICKET_DELETED,
}


def parsed(*layers: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of some layers, by their path from the root."""
    for layer in layers:
        for file in sorted((ROOT / layer).rglob("*.py")):
            yield str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))


def found(*layers: str, of: Any) -> set[str]:
    """The modules of some layers in which a node is found that something holds for."""
    return {path for path, module in parsed(*layers) if any(of(node) for node in ast.walk(module))}


def named(node: ast.AST) -> str:
    """A name with its dots, such as house.database; empty for what is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{named(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{named(node.func)}()"
    return ""


def imports(package: str) -> Any:
    """Whether a node imports something of a package."""

    def holds(node: ast.AST) -> bool:
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        return any(name.split(".")[0] == package for name in names)

    return holds


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
    inside = found("schema", "server", "reader", of=queries)
    assert {path for path in inside if not path.startswith("server/demo/")} == set()


def test_a_transaction_is_begun_in_orm_only() -> None:
    assert found(*LAYERS, of=lambda node: named(node) == "in_transaction") == {"orm/database.py"}


def test_a_write_begins_at_the_one_door() -> None:
    def writes(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and named(node.func).endswith("database.writing")

    assert found(*LAYERS, of=writes) == {"resolvers/change.py"}


def test_sql_is_written_where_the_database_is_spoken_to() -> None:
    def speaks(node: ast.AST) -> bool:
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(it.value) for it in node.values if isinstance(it, ast.Constant))
            return bool(SQL.search(text))
        return isinstance(node, ast.Constant) and bool(SQL.search(str(node.value)))

    assert (
        found("permissions", "notifications", "resolvers", "schema", "server", of=speaks) == set()
    )
    assert found("reader", "orm", of=speaks) != set()


def test_graphql_is_known_where_it_is_spoken_only() -> None:
    for package in ("graphql", "strawberry"):
        outside = found("orm", "permissions", "notifications", "resolvers", of=imports(package))
        assert outside <= {"permissions/classes.py"}


def test_http_is_known_in_server_only() -> None:
    others = [layer for layer in LAYERS if layer != "server"]
    for package in ("starlette", "uvicorn"):
        assert found(*others, of=imports(package)) == set()


def test_no_rule_is_turned_around() -> None:
    def inverted(node: ast.AST) -> bool:
        return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert)

    assert found(*LAYERS, of=inverted) == set()


def test_no_rule_is_an_empty_condition() -> None:
    def empty(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call) and named(node.func) == "Q" and not node.args + node.keywords
        )

    assert found(*LAYERS, of=empty) == set()


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


def test_every_event_is_told_or_is_untold_on_purpose() -> None:
    told = {line.event.kind for line in AUDIENCE}
    assert told | UNTOLD == set(EventKind)
    assert told & UNTOLD == set()
    assert sorted(event.kind for event in Happened.__subclasses__()) == sorted(EventKind)
    assert {line.who for line in AUDIENCE} <= set(REASONS)


def test_every_table_over_kinds_of_record_has_every_kind() -> None:
    assert {model.kind for model in Record.__subclasses__()} == set(RecordKind)
    assert {kind: access.model.kind for kind, access in ACCESS.items()} == {it: it for it in ACCESS}
    assert {it.kind: it.name for it in ENTITIES.records()} == {it: it.type_name for it in ACCESS}
    assert {kind: event.kind for kind, event in UPDATED.items()} == {
        kind: EventKind[f"{kind}_UPDATED"] for kind in RecordKind
    }
    assert set(ACCESS) == set(FILTERS) == set(RecordKind)


def test_every_kind_of_record_that_can_be_imported_has_a_shape() -> None:
    wanted = {Kind[kind.name] for kind in RecordKind if kind.name in Kind.__members__}
    assert set(SHAPES) == wanted, (
        f"put the Shape of {wanted - set(SHAPES)} into SHAPES in resolvers/importing/records.py:"
        " rows of a kind that has none are dropped in silence"
    )


def test_what_a_user_is_responsible_for_has_a_list_of_every_kind() -> None:
    held: Any = schema._schema.type_map["ResponsibleFor"]
    lists = [getattr(get_named_type(it.type), "fields", {}) for it in held.fields.values()]
    listed = {get_named_type(it["nodes"].type).name for it in lists if "nodes" in it}
    lacking = {kind.type_name for kind in RecordKind} - listed
    assert not lacking, f"write a list of each {lacking} into ResponsibleFor in schema/user.py"


def test_every_filter_of_records_can_be_combined_and_asks_for_custom_fields_and_segments() -> None:
    for kind, type_ in FILTERS.items():
        lacking = {"and", "or", "not", "customField", "segment"} - set(type_.fields)
        assert not lacking, f"write {lacking} into {type_.name}, the filter of {kind.many}"


def test_every_role_can_be_passed_on_and_every_module_be_had() -> None:
    roles = {role for it in Record.__subclasses__() for role in (*it.roles, *it.holders)}
    assert roles <= set(PLACES)
    assert set(PLACES) == set(ResponsibilityRole)
    assert modules_with(Plan.BOOST, list(Booster)) == set(Module)


def test_who_is_taken_to_have_every_module_has_what_only_boosters_bring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(WITH_PLAN, Plan.BOOST, WITH_PLAN[Plan.GO])
    assert OPERATOR.with_every_module().has_every_module


#: The doors of resolvers/change.py that take a permission, and those of who has none to show.
ASKING, OPEN = (
    {"change", "creation", "relation", "removal", "removing", "deed", "operation", "founding"},
    {"writing", "doorstep"},
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
        resolver = field.extensions["strawberry-definition"].metadata[WRITE]
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


#: What says how something is written, and is no column.
HOW = {"id", "version", "confirm_loss_of_access", "reason"}


def test_every_mutation_takes_what_its_input_holds() -> None:
    mutations = schema._schema.mutation_type
    assert mutations is not None
    for name, field in mutations.fields.items():
        if not field.args:
            continue
        resolver = field.extensions["strawberry-definition"].metadata[WRITE]
        takes = inspect.signature(resolver).parameters.values()
        fields: Any = get_named_type(field.args["input"].type)
        held = {
            it.extensions["strawberry-definition"].python_name: it.type
            for it in fields.fields.values()
        }
        # Whatever else there is, some take as columns.
        others = set(held) - HOW if any(it.kind is it.VAR_KEYWORD for it in takes) else set()
        assert set(held) <= {it.name for it in takes} | others, name
        # What a client may leave out, the resolver can do without.
        needed = {it.name for it in takes if it.default is it.empty and it.kind is it.KEYWORD_ONLY}
        assert needed <= {it for it, type_ in held.items() if isinstance(type_, GraphQLNonNull)}, (
            name
        )


def described() -> Iterator[tuple[str, Any]]:
    """Everything of the schema that has a description, with its place."""
    for name, type_ in schema._schema.type_map.items():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        yield name, type_
        if isinstance(type_, GraphQLEnumType):
            continue
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in type_.fields.items():
                yield f"{name}.{field_name}", field
                for argument, definition in getattr(field, "args", {}).items():
                    yield f"{name}.{field_name}({argument})", definition


def test_everything_in_the_schema_has_a_description() -> None:
    places = dict(described())
    assert len(places) > 200
    assert [place for place, it in places.items() if not (it.description or "").strip()] == []


def test_an_enum_says_of_every_value_what_it_means_or_of_none() -> None:
    listed = {(enum, value) for enum, words in VALUES.items() for value in words}
    assert listed == {(enum, value.value) for enum in VALUES for value in enum}


def test_a_value_of_an_enum_has_the_words_that_are_listed_of_its_enum() -> None:
    said = {
        (name, value): it.description
        for name, type_ in schema._schema.type_map.items()
        if isinstance(type_, GraphQLEnumType) and not is_introspection_type(type_)
        for value, it in type_.values.items()
        if it.description is not None
    }
    assert said == {
        (enum.__name__, value): text
        for enum, words in VALUES.items()
        for value, text in words.items()
    }


def test_a_restricted_field_says_who_sees_it() -> None:
    restricted = {}
    for place, it in described():
        definition = getattr(it, "extensions", {}).get("strawberry-definition")
        for cls in getattr(definition, "permission_classes", ()):
            assert issubclass(cls, Only)
            restricted[place] = it.description.endswith(
                (f"Visible to {cls.permission.words}.", f"Open to {cls.permission.words}.")
            )
    assert set(restricted) >= {"User.email", "User.isAdmin", "User.crmAccess", "User.modules"}
    assert [place for place, says in restricted.items() if not says] == []


def test_a_restricted_type_says_who_sees_it() -> None:
    silent = {"Account"}  # Whoever is in one sees it, as the operator does.
    restricted = {it.name: it.read for it in ENTITIES if it.read.rules != (everyone,)}
    assert set(restricted) >= {"Company", "Note", "ResponsibilityChange", "Segment"}
    assert silent == {
        name
        for name, read in restricted.items()
        if not described_as(name).endswith(f"Visible to {read.words}.")
    }


def described_as(name: str) -> str:
    """What the schema says of a type."""
    return schema._schema.type_map[name].description or ""


def test_a_root_list_of_records_or_users_says_in_which_order_it_is() -> None:
    queries: Any = schema._schema.query_type
    lists = {
        named_type.fields["nodes"].type.of_type.of_type.of_type.name: field.description
        for field in queries.fields.values()
        if "nodes" in getattr(named_type := get_named_type(field.type), "fields", {})
    }
    assert set(lists) >= {"User", *(it.name for it in ENTITIES.records())}
    for name, description in lists.items():
        order = ENTITIES[name].order
        by = " and ".join(column.replace("_", " ") for column in order)
        said = ", the latest first." if order[0].startswith("-") else f", by {by}."
        assert said in description, name


def test_what_is_created_is_changed_and_deleted_next() -> None:
    mutations: Any = schema._schema.mutation_type
    names = list(mutations.fields)
    kinds = [name.removeprefix("delete") for name in names if name.startswith("delete")]
    assert len(kinds) > 6
    for kind in kinds:
        first = names.index(f"create{kind}")
        assert names[first : first + 3] == [
            f"{verb}{kind}" for verb in ("create", "update", "delete")
        ]
