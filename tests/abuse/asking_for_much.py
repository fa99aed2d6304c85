"""A document for each list of the schema: the shortest that has it, and the same without it."""

from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_interface_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)

from schema.build import schema

SCHEMA = schema._schema
COUNTS = ("totalCount", "count", "unreadNotificationCount")
#: Required arguments that are no ids.
GIVEN = {"from": '"2026-01-01"', "to": '"2026-01-31"'}


class Listed(NamedTuple):
    """A list, or a count, and where it stands."""

    name: str
    with_it: str
    without_it: str


def everything_that_has_rows() -> Iterator[Listed]:
    """Each list and each count that can be asked for, but those that are for the operator."""
    for type_, around in _types().items():
        for name, field in type_.fields.items():
            if _has_rows(type_, name, field) and (type_, name) != (SCHEMA.query_type, "accounts"):
                inside = "{__typename}" if is_composite_type(get_named_type(field.type)) else ""
                asked = f"{name}{_arguments(type_, name, field)}{inside}"
                without = around.replace("@", "__typename")
                yield Listed(f"{type_.name}.{name}", around.replace("@", asked), without)


def _has_rows(type_: GraphQLObjectType, name: str, field: GraphQLField) -> bool:
    named = get_named_type(field.type)
    if name in COUNTS and type_.name not in ("ResponsibleCount", "ResponsibilityCount"):
        return True
    if not is_composite_type(named):
        return False
    # The rows of a page are counted where the page stands.
    of_a_page = "pageInfo" in type_.fields and name in ("nodes", "edges")
    listed = is_list_type(get_nullable_type(field.type)) or _is_page(named)
    return listed and not of_a_page


def _is_page(type_: Any) -> bool:
    return is_object_type(type_) and "pageInfo" in type_.fields


def _types() -> dict[GraphQLObjectType, str]:
    """A document that leads to each type, with @ for what is asked of it."""
    query: Any = SCHEMA.query_type
    found: dict[GraphQLObjectType, str] = {query: "{@}"}
    waiting = deque([query])
    while waiting:
        type_ = waiting.popleft()
        for name, field in type_.fields.items():
            if name == "accounts":
                continue
            for inner in _possible(get_named_type(field.type)):
                if inner not in found:
                    asked = f"{name}{_arguments(type_, name, field, inner)}"
                    inside = f"{{...on {inner.name}{{@}}}}"
                    found[inner] = found[type_].replace("@", f"{asked}{inside}")
                    waiting.append(inner)
    return found


def _possible(type_: Any) -> list[GraphQLObjectType]:
    if is_object_type(type_):
        return [type_]
    return list(SCHEMA.get_possible_types(type_)) if is_interface_type(type_) else []


def _arguments(
    type_: GraphQLObjectType, name: str, field: GraphQLField, of: GraphQLObjectType | None = None
) -> str:
    id_ = f'"{(of or get_named_type(field.type)).name}:1"'
    if is_interface_type(get_named_type(field.type)) and of is None:
        id_ = '"Company:1"'
    given = [
        f"{argument}:{GIVEN.get(argument, f'[{id_ * 10}]' if argument == 'ids' else id_)}"
        for argument, it in field.args.items()
        if is_non_null_type(it.type)
    ]
    return f"({' '.join(given)})" if given else ""
