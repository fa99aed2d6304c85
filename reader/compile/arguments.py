"""The arguments of a field as a tree whose leaves are read anew at every call.

The shape of the tree (which keys there are, what is null, what is true, which enum value)
decides the statement; the leaves are bound to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    ListValueNode,
    NamedTypeNode,
    NonNullTypeNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_nullable_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)
from graphql.utilities import coerce_input_literal

from orm.errors import BadInput

Variables = Mapping[str, Any]


@dataclass(frozen=True)
class Leaf:
    """A value that the statement binds, as it is now and as it is at a call."""

    now: Any
    get: Callable[[Variables], Any]


Tree = Any  # None | Leaf | dict[str, Tree] | list[Tree]
#: What an input holds whose fields are values: each is there, or null.
Leaves = Mapping[str, Leaf | None]


def arguments(field: GraphQLField, node: FieldNode, variables: Variables) -> dict[str, Tree]:
    """What is given to a field; what is not given is not there."""
    tree = {}
    for given in node.arguments or ():
        type_ = field.args[given.name.value].type
        value = _literal(given.value, type_, variables)
        if value is not Undefined:
            tree[given.name.value] = value
    return tree


def _literal(node: ValueNode, type_: Any, variables: Variables) -> Tree:
    if isinstance(node, VariableNode):
        return _variable(node.name.value, type_, variables)
    if isinstance(node, NullValueNode):
        return None
    type_ = get_nullable_type(type_)
    if is_input_object_type(type_) and isinstance(node, ObjectValueNode):
        fields = {f.name.value: (f.value, _field(type_, f)) for f in node.fields or ()}
        values = {name: _literal(*field, variables) for name, field in fields.items()}
        return {name: value for name, value in values.items() if value is not Undefined}
    if is_list_type(type_) and isinstance(node, ListValueNode):
        items = [_literal(item, type_.of_type, variables) for item in node.values or ()]
        return _list([item for item in items if item is not Undefined], type_)
    if is_list_type(type_):
        return _list([_literal(node, type_.of_type, variables)], type_)
    value = coerce_input_literal(node, type_)
    return Leaf(value, lambda given: value)


def _variable(name: str, type_: Any, variables: Variables) -> Tree:
    if name not in variables:
        return Undefined
    if variables[name] is None and is_non_null_type(type_):
        raise BadInput(f"${name}: null is not allowed here.")
    return _value(variables[name], type_, lambda given: given[name])


def _field(type_: GraphQLInputObjectType, node: Any) -> Any:
    return type_.fields[node.name.value].type


def _list(items: list[Tree], type_: Any) -> Tree:
    if is_input_object_type(get_nullable_type(type_.of_type)):
        return items
    now = [item.now for item in items]
    return Leaf(now, lambda given: [item.get(given) for item in items])


def _value(value: Any, type_: Any, get: Callable[[Variables], Any]) -> Tree:
    type_ = get_nullable_type(type_)
    if value is None:
        return None
    if is_input_object_type(type_):
        return {
            name: _value(value[key], field.type, _step(get, key))
            for name, field in type_.fields.items()
            if (key := field.out_name or name) in value
        }
    if is_list_type(type_) and is_input_object_type(get_nullable_type(type_.of_type)):
        return [_value(item, type_.of_type, _step(get, n)) for n, item in enumerate(value)]
    return Leaf(value, get)


def _step(get: Callable[[Variables], Any], key: str | int) -> Callable[[Variables], Any]:
    return lambda given: get(given)[key]


def shape(value: Any) -> Any:
    """What of a variable's value decides the statement; everything else is bound to it."""
    if value is None or isinstance(value, (bool, Enum)):
        return value
    if isinstance(value, Mapping):
        return shapes(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return tuple(shape(item) for item in value)
    return ()


def shapes(values: Variables) -> tuple[tuple[str, Any], ...]:
    """The shapes of several values by their names."""
    # Most variables are texts and numbers, which need no second look.
    return tuple([(key, () if type(it) in (str, int) else shape(it)) for key, it in values.items()])


PLAIN = {"ID": str, "String": str, "Boolean": bool, "Int": int}


def plain_types(operation: OperationDefinitionNode) -> dict[str, type]:
    """The Python types of an operation's variables; none where one of them needs coercion."""
    plain = {}
    for definition in operation.variable_definitions or ():
        of = definition.type
        named = of.type if isinstance(of, NonNullTypeNode) else of
        if not isinstance(named, NamedTypeNode) or named.name.value not in PLAIN:
            return {}
        plain[definition.variable.name.value] = PLAIN[named.name.value]
    return plain
