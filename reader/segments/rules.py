"""A rule of a segment as part of a filter: a field of the filter of its kind, and what is asked."""

import datetime
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from graphql import (
    GraphQLInputObjectType,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
)

from orm.segment import SegmentOperator as Operator
from reader.arguments import Leaf, Tree
from reader.binding import HUNDREDTH, local_id, plain_text
from reader.errors import BadInput
from reader.filter import FILTER, CustomField, InSegment, Names, NamesThrough

MOST_DAYS, MOST_VALUES = 10_000, 100


class WrongRule(Exception):
    """A rule that cannot be kept: which part of it is wrong, and how."""

    def __init__(self, part: str, message: str) -> None:
        super().__init__(message)
        self.part = part


def constant(value: Any) -> Leaf:
    """A value that is the same at every run."""
    return Leaf(value, lambda given: value)


def in_days(days: int, kind: str) -> Leaf:
    """The day or the moment that lies so many days from now, at each run."""

    def get(given: Any) -> datetime.date:
        now = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days)
        return now if kind == "DateTimeRange" else now.date()

    return Leaf(get(None), get)


def meaning(type_: GraphQLInputObjectType, rule: dict[str, Any]) -> tuple[Tree, bool]:
    """What a rule says as a filter, and whether it is the contrary that holds. Raises WrongRule."""
    name, operator, values = rule["field"], Operator(rule["operator"]), list(rule["values"])
    field = type_.fields.get(name)
    comparison = field and field.extensions["strawberry-definition"].metadata.get(FILTER)
    if comparison is None or isinstance(comparison, CustomField | InSegment):
        raise WrongRule("field", f"There is no field {name[:40]} to ask of.")
    negated = operator is Operator.IS_NOT
    asked = Operator.IS if negated else operator
    read = _reader_of(field)
    try:
        return {name: read(field, asked, values)}, negated
    except (BadInput, ValueError, InvalidOperation) as error:
        raise WrongRule("values", str(error) or "This value cannot be used.") from None


Read = Callable[[Any, Operator, list[str]], Tree]


def _reader_of(field: Any) -> Read:
    inner = get_nullable_type(field.type)
    if is_list_type(inner):
        return _among
    if is_input_object_type(inner):
        return _responsible if inner.name == "ResponsibleFilter" else _between
    return _flag if get_named_type(inner).name == "Boolean" else _contains


def _only(values: list[str], count: int = 1) -> str:
    if len(values) != count:
        raise ValueError("Exactly one value is needed." if count else "No value is needed.")
    return values[0] if values else ""


def _unknown(operator: Operator) -> WrongRule:
    return WrongRule("operator", f"{operator} cannot be asked of this field.")


def _ids(values: list[str], entity: str) -> list[str]:
    if not 0 < len(values) <= MOST_VALUES:
        raise ValueError(f"From 1 to {MOST_VALUES} values are needed.")
    return [":".join(map(str, local_id(value, (entity,), "values"))) for value in values]


def _responsible(field: Any, operator: Operator, values: list[str]) -> Tree:
    match operator:
        case Operator.IS:
            return {"is": constant(_ids([_only(values)], "User")[0])}
        case Operator.IN:
            return {"in": constant(_ids(values, "User"))}
        case Operator.IN_TEAM:
            return {"inTeam": constant(_ids([_only(values)], "Team")[0])}
        case Operator.IS_ME:
            return {"isMe": constant(not _only(values, 0))}
        case Operator.IS_EMPTY | Operator.IS_NOT_EMPTY:
            _only(values, 0)
            return {"isEmpty": constant(operator is Operator.IS_EMPTY)}
    raise _unknown(operator)


def _among(field: Any, operator: Operator, values: list[str]) -> Tree:
    if operator is Operator.IS:
        _only(values)
    elif operator is not Operator.IN:
        raise _unknown(operator)
    comparison = field.extensions["strawberry-definition"].metadata[FILTER]
    if isinstance(comparison, Names | NamesThrough):
        return constant(_ids(values, comparison.entity))
    named: Any = get_named_type(field.type)
    if is_enum_type(named) and not set(values) <= set(named.values):
        raise ValueError(f"One of {', '.join(named.values)} is needed.")
    if not 0 < len(values) <= MOST_VALUES:
        raise ValueError(f"From 1 to {MOST_VALUES} values are needed.")
    return constant([plain_text(value, "values") for value in values])


def _contains(field: Any, operator: Operator, values: list[str]) -> Tree:
    if operator is not Operator.CONTAINS:
        raise _unknown(operator)
    return constant(plain_text(_only(values), "values"))


def _flag(field: Any, operator: Operator, values: list[str]) -> Tree:
    if operator is not Operator.IS:
        raise _unknown(operator)
    if _only(values) not in ("true", "false"):
        raise ValueError("true or false is needed.")
    return constant(values[0] == "true")


def _between(field: Any, operator: Operator, values: list[str]) -> Tree:
    kind: str = get_named_type(field.type).name
    least, most = ("min", "max") if kind == "AmountRange" else ("from", "to")
    match operator:
        case Operator.AT_LEAST:
            return {least: constant(_bound(kind, _only(values)))}
        case Operator.AT_MOST:
            return {most: constant(_bound(kind, _only(values)))}
        case Operator.IN_LAST_DAYS if kind != "AmountRange":
            return {"from": in_days(-_days(_only(values)), kind), "to": in_days(0, kind)}
        case Operator.IN_NEXT_DAYS if kind != "AmountRange":
            return {"from": in_days(0, kind), "to": in_days(_days(_only(values)), kind)}
    raise _unknown(operator)


def _bound(kind: str, text: str) -> Any:
    if kind == "DateRange":
        return datetime.date.fromisoformat(text)
    if kind == "DateTimeRange":
        return datetime.datetime.fromisoformat(text)
    amount = Decimal(text)
    if not amount.is_finite() or amount != amount.quantize(HUNDREDTH):
        raise ValueError("An amount has at most two decimals.")
    return amount


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= MOST_DAYS):
        raise ValueError(f"A number of days, at most {MOST_DAYS}, is needed.")
    return int(text)
