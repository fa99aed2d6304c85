"""Turns the input of a mutation into the arguments of a resolver: checked, with ids as numbers."""

from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    get_nullable_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.values import VariableValues, get_argument_values

from orm.errors import BadInput
from orm.record import Columns
from orm.values.global_id import local_id
from reader.compile.arguments import Variables
from reader.errors import refused
from resolvers.write.errors import Invalid, UserError, UserErrorCode
from resolvers.write.text_validation import flaw, has_control
from schema.types.fields import INPUT, Checked, Ref, Text

MOST_IN_A_LIST = 1000


def taken(type_: GraphQLInputObjectType, value: Variables, of: str) -> Columns:
    """The arguments of a resolver, from an input. Raises Invalid with every problem.

    of: the type that the id must have, for an input that several mutations share.
    """
    errors: list[UserError] = []
    arguments = _object(type_, value, ("input",), errors)
    if of and isinstance(arguments.get("id"), str):
        try:
            arguments["id"] = _ref((of,), arguments["id"])
        except _Wrong as wrong:
            errors.append(UserError(wrong.code, str(wrong), ("input", "id")))
    if errors:
        raise Invalid(*errors)
    return arguments


def _object(
    type_: GraphQLInputObjectType,
    value: Variables,
    path: tuple[str, ...],
    errors: list[UserError],
) -> Columns:
    arguments = {}
    for name, field in type_.fields.items():
        key = field.out_name or name
        if key not in value:
            continue
        definition = field.extensions["strawberry-definition"]
        checked = definition.metadata.get(INPUT, Checked(None, "empties"))
        if value[key] is None and checked.null == "is left out":
            continue
        try:
            read = _read(field.type, checked, value[key], (*path, name), errors)
        except _Wrong as wrong:
            errors.append(UserError(wrong.code, str(wrong), (*path, name)))
            continue
        arguments[definition.python_name] = read
    return arguments


class _Wrong(Exception):
    def __init__(self, message: str, code: UserErrorCode = UserErrorCode.INVALID) -> None:
        super().__init__(message)
        self.code = code


def _read(
    type_: GraphQLInputType,
    checked: Checked,
    value: Any,
    path: tuple[str, ...],
    errors: list[UserError],
) -> object:
    if value is None:
        if checked.null == "is refused":
            raise _Wrong("It cannot be emptied.", UserErrorCode.REQUIRED)
        return None
    required = is_non_null_type(type_) or checked.null != "empties"
    inner = get_nullable_type(type_)
    if is_list_type(inner):
        if len(value) > MOST_IN_A_LIST:
            raise _Wrong(f"At most {MOST_IN_A_LIST} are allowed.")
        return [
            _read(inner.of_type, checked, item, (*path, str(number)), errors)
            for number, item in enumerate(value)
        ]
    if is_input_object_type(inner):
        return _object(inner, value, path, errors)
    match checked.check:
        case Text():
            return _text(checked.check, value, required)
        case Ref(types) if types:
            return _ref(types, value)
    if get_named_type(type_).name == "String" and has_control(value):
        raise _Wrong("It has control characters.")
    return value


def _ref(types: tuple[str, ...], value: str) -> int | tuple[str, int]:
    try:
        name, number = local_id(value, types, "id")
    except BadInput:
        *others, last = types
        wanted = f"{', '.join(others)} or {last}" if others else last
        raise _Wrong(f"This is not the id of a {wanted}.") from None
    return number if len(types) == 1 else (name, number)


def _text(check: Text, value: str, required: bool) -> str | None:
    trimmed = value.replace("\r\n", "\n").strip()
    if wrong := flaw(trimmed, lines=check.lines):
        raise _Wrong(wrong)
    if len(trimmed) > check.most:
        raise _Wrong(f"It has more than {check.most} characters.")
    if not trimmed and required:
        raise _Wrong("It cannot be empty.", UserErrorCode.REQUIRED)
    return trimmed or None


def arguments_of(field: GraphQLField, node: FieldNode, values: Variables) -> Columns:
    """The arguments of a root field, coerced. Raises Refused."""
    try:
        return get_argument_values(field, node, VariableValues({}, dict(values)))
    except GraphQLError as error:
        raise refused(BadInput(error.message)) from None
