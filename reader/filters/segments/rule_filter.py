"""What a rule of a segment says, as part of a filter of its kind of record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLInputObjectType, get_named_type

from orm.errors import BadInput
from orm.record import RecordKind
from orm.segment import SegmentOperator as Operator
from orm.values.global_id import local_id
from reader.compile.arguments import Tree, Variables
from reader.filters.comparison import FILTER, AnyComparison, Emptiness
from reader.filters.comparisons import Among, Between, InSegment
from reader.filters.custom_field import TESTS, CustomField
from reader.filters.references import Names, NamesThrough
from reader.filters.responsible import Responsible, ResponsibleThrough
from reader.filters.segments.bounds import WrongRule
from reader.filters.segments.catalog import FieldDefinition
from reader.filters.segments.filters import entity_of
from reader.filters.segments.rules import constant, reader_of, without_values

CUSTOM = "CustomFieldDefinition"
EMPTINESS = (Operator.IS_EMPTY, Operator.IS_NOT_EMPTY)


@dataclass(frozen=True)
class RuleFilter:
    """Part of a filter, and whether it is the contrary that holds."""

    tree: Tree
    negated: bool
    #: The entity of the ids among its values, where they are ids.
    of: str | None


def rule_filter(
    kind: RecordKind,
    type_: GraphQLInputObjectType,
    rule: Variables,
    defined: Mapping[int, FieldDefinition],
) -> RuleFilter:
    """What a rule says of records of a kind, whose filter has a type. Raises WrongRule.

    defined: the custom fields of the account.
    """
    operator, values = Operator(rule["operator"]), list(rule["values"])
    negated = operator is Operator.IS_NOT
    asked = Operator.IS if negated else operator
    try:
        if rule["field"].startswith(f"{CUSTOM}:"):
            tree, comparison = _custom(kind, type_, rule["field"], asked, values, defined)
        else:
            tree, comparison = _built_in(kind, type_, rule["field"], asked, values)
    except BadInput as error:
        raise WrongRule("values", str(error)) from None
    return RuleFilter(tree, negated, _named(comparison, asked) if values else None)


def _named(comparison: AnyComparison | None, operator: Operator) -> str | None:
    """The entity whose ids a comparison is with."""
    match comparison:
        case Names() | NamesThrough():
            return comparison.entity
        case Responsible() | ResponsibleThrough():
            return "Team" if operator is Operator.IN_TEAM else "User"
    return None


def _built_in(
    kind: RecordKind,
    type_: GraphQLInputObjectType,
    name: str,
    operator: Operator,
    values: list[str],
) -> tuple[Tree, AnyComparison]:
    field = type_.fields.get(name)
    comparison = field and field.extensions["strawberry-definition"].metadata.get(FILTER)
    if field is None or comparison is None or isinstance(comparison, InSegment | CustomField):
        raise WrongRule("field", f"There is no field {name[:40]} to ask of.")
    if operator in EMPTINESS and _can_be_empty(kind, comparison):
        without_values(values)
        return {name: Emptiness(operator is Operator.IS_EMPTY)}, comparison
    of = _named(comparison, operator)
    return {name: reader_of(field)(field, of, operator, values)}, comparison


def _can_be_empty(kind: RecordKind, comparison: AnyComparison) -> bool:
    match comparison:
        case Names(column) | Among(column) | Between(column):
            return bool(entity_of(kind).model._meta.fields_map[column].null)
    return isinstance(comparison, NamesThrough)


def _custom(
    kind: RecordKind,
    type_: GraphQLInputObjectType,
    name: str,
    operator: Operator,
    values: list[str],
    defined: Mapping[int, FieldDefinition],
) -> tuple[Tree, AnyComparison | None]:
    try:
        field = defined.get(local_id(name, (CUSTOM,), "field")[1])
    except BadInput:
        field = None
    if field is None or field.level is not kind:
        raise WrongRule("field", f"{kind} has no such custom field.")
    filters: Any = get_named_type(type_.fields["customField"].type)
    if operator in EMPTINESS:
        without_values(values)
        comparison, asked = None, {"isEmpty": constant(operator is Operator.IS_EMPTY)}
    else:
        test = next(it for it in TESTS if it != "isEmpty" and field.type in TESTS[it].types)
        comparison, part = TESTS[test].comparison, filters.fields[test]
        asked = {test: reader_of(part)(part, _named(comparison, operator), operator, values)}
    return {"customField": {"field": constant(name), **asked}}, comparison
