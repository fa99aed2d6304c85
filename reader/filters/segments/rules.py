"""What a rule compares a field with, by the type of the field in the filter of its kind."""

import datetime
from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLInputField,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
)

from orm.segment import SegmentOperator as Operator
from orm.values.global_id import local_id
from reader.compile.arguments import Leaf, Tree
from reader.compile.binding import plain_text
from reader.filters.segments.bounds import WrongRule, bound, days_of, wrong_values

MOST_VALUES = 100


def constant(value: object) -> Leaf:
    """A value that is the same at every run."""
    return Leaf(value, lambda given: value)


def in_days(days: int, kind: str) -> Leaf:
    """The day or the moment that lies so many days from now, at each run."""

    def get(given: object) -> datetime.date:
        now = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days)
        return now if kind == "DateTimeRange" else now.date()

    return Leaf(get(None), get)


#: Reads values: for a field of a filter, of the entity that it names if it does, what is asked.
Read = Callable[[GraphQLInputField, str | None, Operator, list[str]], Tree]


def reader_of(field: GraphQLInputField) -> Read:
    """How the values of a rule are read for a field of a filter."""
    inner = get_nullable_type(field.type)
    if is_list_type(inner):
        return _among
    if is_input_object_type(inner):
        return _responsible if inner.name == "ResponsibleFilter" else _between
    return _flag if get_named_type(inner).name == "Boolean" else _contains


def _only(values: list[str]) -> str:
    if len(values) != 1:
        raise wrong_values("Exactly one value is needed.")
    return values[0]


def without_values(values: list[str]) -> None:
    """See that there are no values. Raises WrongRule."""
    if values:
        raise wrong_values("No value is needed.")


def _unknown(operator: Operator) -> WrongRule:
    return WrongRule("operator", f"{operator} cannot be asked of this field.")


def _ids(values: list[str], entity: str) -> list[str]:
    if not 0 < len(values) <= MOST_VALUES:
        raise wrong_values(f"From 1 to {MOST_VALUES} values are needed.")
    return [":".join(map(str, local_id(value, (entity,), "values"))) for value in values]


def _responsible(
    field: GraphQLInputField, of: str | None, operator: Operator, values: list[str]
) -> Tree:
    match operator:
        case Operator.IS:
            return {"is": constant(_ids([_only(values)], "User")[0])}
        case Operator.IN:
            return {"in": constant(_ids(values, "User"))}
        case Operator.IN_TEAM:
            return {"inTeam": constant(_ids([_only(values)], "Team")[0])}
        case Operator.IS_ME:
            without_values(values)
            return {"isMe": constant(True)}
        case Operator.IS_EMPTY | Operator.IS_NOT_EMPTY:
            without_values(values)
            return {"isEmpty": constant(operator is Operator.IS_EMPTY)}
    raise _unknown(operator)


def _among(field: GraphQLInputField, of: str | None, operator: Operator, values: list[str]) -> Tree:
    if operator is Operator.IS:
        _only(values)
    elif operator is not Operator.IN:
        raise _unknown(operator)
    if of is not None:
        return constant(_ids(values, of))
    named: Any = get_named_type(field.type)
    if is_enum_type(named) and not set(values) <= set(named.values):
        raise wrong_values(f"One of {', '.join(named.values)} is needed.")
    if not 0 < len(values) <= MOST_VALUES:
        raise wrong_values(f"From 1 to {MOST_VALUES} values are needed.")
    return constant([plain_text(value, "values") for value in values])


def _contains(
    field: GraphQLInputField, of: str | None, operator: Operator, values: list[str]
) -> Tree:
    if operator is not Operator.CONTAINS:
        raise _unknown(operator)
    return constant(plain_text(_only(values), "values"))


def _flag(field: GraphQLInputField, of: str | None, operator: Operator, values: list[str]) -> Tree:
    if operator is not Operator.IS:
        raise _unknown(operator)
    if _only(values) not in ("true", "false"):
        raise wrong_values("true or false is needed.")
    return constant(values[0] == "true")


def _between(
    field: GraphQLInputField, of: str | None, operator: Operator, values: list[str]
) -> Tree:
    kind: str = get_named_type(field.type).name
    dated = kind in ("DateRange", "DateTimeRange")
    least, most = ("from", "to") if dated else ("min", "max")
    match operator:
        case Operator.IS if kind != "DateTimeRange":
            value = constant(bound(kind, _only(values)))
            return {least: value, most: value}
        case Operator.AT_LEAST:
            return {least: constant(bound(kind, _only(values)))}
        case Operator.AT_MOST:
            return {most: constant(bound(kind, _only(values)))}
        case Operator.IN_LAST_DAYS if dated:
            return {"from": in_days(-days_of(_only(values)), kind), "to": in_days(0, kind)}
        case Operator.IN_NEXT_DAYS if dated:
            return {"from": in_days(0, kind), "to": in_days(days_of(_only(values)), kind)}
    raise _unknown(operator)
