"""The payload of a write and the event of a stream: what is known already, and rows by ids."""

from typing import Any

import orjson
from graphql import (
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES
from reader.compile.place import Place
from reader.compile.rows import write_any, write_row
from reader.compile.selection import Selector


def write_payload(c: Compiler, place: Place, on: GraphQLObjectType) -> str:
    """An object of given values and rows, as SQL of one JSON value."""
    pairs = []
    for key, nodes in c.fields(on, place).items():
        name = nodes[0].name.value
        if name == "__typename":
            pairs.append((key, f"'{on.name}'"))
            continue
        at = Place(on, on.fields[name], nodes, (*place.path, key), None, "")
        pairs.append((key, _field(c, at)))
    return c.dialect.object(pairs)


def _field(c: Compiler, place: Place) -> str:
    name = place.definition.python_name
    types = [] if is_leaf_type(get_named_type(place.field.type)) else c.types(place)
    if not types or types[0].name not in ENTITIES:
        selector, field, nodes = c.selector, place.field, place.nodes
        return c.dialect.json(
            c.bind(lambda call: plain_json(selector, field, nodes, call.given.get(name)))
        )
    if len(types) == 1:
        number = c.bind(lambda call: call.given.get(name), "int")
        return write_row(c, place, ENTITIES[types[0].name], number)
    kinds = {str(ENTITIES[type_.name].kind): ENTITIES[type_.name] for type_ in types}
    return write_any(c, place, kinds, c.bind(_kind(name)), c.bind(_number(name), "int"))


def _kind(name: str) -> Any:
    return lambda call: (call.given.get(name) or (None, None))[0]


def _number(name: str) -> Any:
    return lambda call: (call.given.get(name) or (None, None))[1]


def plain_json(selector: Selector, field: Any, nodes: list[Any], value: Any) -> str:
    """A value that is no row, with the fields asked for, as JSON."""
    return orjson.dumps(_plain(selector, field.type, nodes, value)).decode()


def _plain(selector: Selector, type_: Any, nodes: list[Any], value: Any) -> Any:
    type_ = get_nullable_type(type_)
    if value is None:
        return None
    if is_list_type(type_):
        return [_plain(selector, type_.of_type, nodes, item) for item in value]
    if is_leaf_type(type_):
        return getattr(value, "value", value)
    answer = {}
    for key, inner in selector.fields(type_, (node.selection_set for node in nodes)).items():
        name = inner[0].name.value
        if name == "__typename":
            answer[key] = type_.name
        else:
            field = type_.fields[name]
            known = getattr(value, field.extensions["strawberry-definition"].python_name)
            answer[key] = _plain(selector, field.type, inner, known)
    return answer
