"""What may be asked of the schema, one thing at a time: each filter, order, count and look-up."""

import json
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLField,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
)

from orm.custom_field import CustomFieldDefinition
from orm.user import User
from schema.build import schema
from tests.reading.kinds import TYPES
from tests.reading.world import World

SCHEMA = schema._schema
QUERY: Any = SCHEMA.query_type
ASKED = "totalCount nodes{id} edges{cursor} pageInfo{hasNextPage}"
#: What a value of a scalar may be.
SCALARS: dict[str, list[Any]] = {
    "Decimal": ["0", "1050"],
    "Date": ["2026-01-31"],
    "DateTime": ["2026-01-31T12:00:00Z"],
    "String": ["a", "Zeta"],
    "Int": [1],
    "Boolean": [True, False],
}
#: Of which type the ids are that a field of a filter takes, where its name does not say so.
IDS = {"is": "User", "in": "User", "inTeam": "Team", "users": "User", "assignedTo": "User"}


def lists() -> dict[str, GraphQLField]:
    """The roots that are lists in pages."""
    return {name: it for name, it in QUERY.fields.items() if _is_connection(it)}


def _is_connection(it: GraphQLField) -> bool:
    return "nodes" in getattr(get_named_type(it.type), "fields", {})


def filters(ids: dict[str, list[int]]) -> Iterator[str]:
    """Each filter of each list with each kind of value, and what is counted of it."""
    for name, it in lists().items():
        yield f"{{{name}{{{_of(it)}}}}}"
        if "filter" not in it.args:
            continue
        of: Any = get_named_type(it.args["filter"].type)
        for field, of_field in of.fields.items():
            if field in ("and", "or", "not", "segment", "customField"):
                continue
            values = list(_values(field, of_field.type, ids))
            ways = [f"{field}:{value}" for value in values]
            ways += [f"not:{{{field}:{values[0]}}}"] if values and "not" in of.fields else []
            for asked in ways:
                yield f"{{{name}(filter:{{{asked}}}){{{_of(it)}}}}}"


def custom_fields(fields: dict[str, list[tuple[int, str]]]) -> Iterator[str]:
    """Each test of a custom field, of each kind that has such a field."""
    tests = {
        "isEmpty": "true",
        "text": '"a"',
        "integer": "{min:1}",
        "boolean": "true",
        "user": "{isMe:true}",
    }
    types = {"TEXT": "text", "INTEGER": "integer", "BOOLEAN": "boolean", "USER": "user"}
    for name, it in lists().items():
        of: Any = get_named_type(it.args["filter"].type) if "filter" in it.args else None
        if of is None or "customField" not in of.fields:
            continue
        for id_, type_ in fields.get(of.name.removesuffix("Filter").upper(), []):
            for test in ("isEmpty", types.get(type_, "isEmpty")):
                asked = f'field:"CustomFieldDefinition:{id_}",{test}:{tests[test]}'
                yield f"{{{name}(filter:{{customField:{{{asked}}}}}){{{_of(it)}}}}}"


def orders() -> Iterator[str]:
    """Each order of each list, both ways, from either end."""
    for name, it in lists().items():
        if "orderBy" not in it.args:
            continue
        order: Any = get_named_type(it.args["orderBy"].type)
        of: Any = get_named_type(order.fields["field"].type)
        for key in of.values:
            for direction in ("ASC", "DESC"):
                order = f"orderBy:[{{field:{key},direction:{direction}}}]"
                for part in ("first:3", "last:3"):
                    yield f"{{{name}({part} {order}){{nodes{{id}}}}}}"


def nested() -> Iterator[str]:
    """What belongs to the rows of each list: lists in pages, plain lists, single rows."""
    for name, it in lists().items():
        page: Any = get_named_type(it.type)
        on: Any = get_named_type(page.fields["nodes"].type)
        for field, of_field in getattr(on, "fields", {}).items():
            if inner := _inside(of_field):
                yield f"{{{name}(first:3){{nodes{{{field}{inner}}}}}}}"
    user: Any = SCHEMA.type_map["User"]
    kinds: Any = get_named_type(user.fields["responsibleFor"].type)
    for field, it in kinds.fields.items():
        inner = f"{{{ASKED}}}" if _is_connection(it) else "{count}"
        yield f"{{users{{nodes{{responsibleFor{{{field}{inner}}}}}}}}}"
    yield "{segments(kind:DEAL){count byResponsible{count}}}"


def _inside(it: GraphQLField) -> str:
    of: Any = get_named_type(it.type)
    if _is_connection(it):
        node: Any = get_named_type(of.fields["nodes"].type)
        return f"{{{ASKED}}}" if "id" in node.fields else "{totalCount nodes{__typename}}"
    if "id" in getattr(of, "fields", {}):
        return "{id}"
    return ""


def _of(it: GraphQLField) -> str:
    page: Any = get_named_type(it.type)
    return ASKED + " byResponsible{count}" * ("byResponsible" in page.fields)


def _values(name: str, type_: Any, ids: dict[str, list[int]]) -> Iterator[str]:
    """Values of an input type, as GraphQL."""
    inner = get_nullable_type(type_)
    if is_list_type(inner):
        for value in _values(name, inner.of_type, ids):
            yield f"[{value}]"
    elif is_input_object_type(inner):
        for field, it in inner.fields.items():
            for value in _values(field, it.type, ids):
                yield f"{{{field}:{value}}}"
    elif is_enum_type(inner):
        yield from inner.values
    elif inner.name == "ID":
        of = IDS.get(name, name[0].upper() + name[1:])
        yield from (json.dumps(f"{of}:{id_}") for id_ in ids.get(of, [])[:3])
    else:
        yield from (json.dumps(value) for value in SCALARS.get(inner.name, ()))


def people(world: World) -> list[Any]:
    """One user of each kind of rights, of the account that others lie around."""
    found: dict[Any, Any] = {}
    for user in sorted(world.all(User), key=lambda it: -len(it.modules)):
        if user.status == "ACTIVE" and user.account_id == 2:
            found.setdefault((user.is_admin, user.crm_access, user.project_access), user)
    return list(found.values())


def documents(world: World, user: Any) -> list[str]:
    """Every filter, order, count and list, one at a time, as a user of a world may ask for it."""
    rows, own = world.rows, dict[str, list[tuple[int, str]]]()
    ids = {of.__name__: sorted(rows[of._meta.db_table], reverse=True) for of in TYPES}
    for it in world.all(CustomFieldDefinition):
        if it.account_id == user.account_id:
            own.setdefault(it.level.value, []).append((it.id, it.type.value))
    return [*filters(ids), *orders(), *nested(), *custom_fields(own)]
