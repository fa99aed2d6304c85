"""What the rules of a segment may say."""

from typing import Any

from orm.custom_field import CustomFieldDefinition
from orm.segment import Segment
from permissions.viewer import Viewer
from reader.compile.entity import ENTITIES
from reader.filters.custom_field import CHOSEN
from reader.filters.segments.bounds import MOST_RULES, WrongRule
from reader.filters.segments.catalog import FieldDefinition
from reader.filters.segments.filters import FILTERS
from reader.filters.segments.rule_filter import CUSTOM, rule_filter
from resolvers.write.authorization import readable
from resolvers.write.errors import Invalid, UserErrorCode, invalid

#: The field, the operator and the values of a rule, as it is kept.
Rule = dict[str, Any]


async def taken(viewer: Viewer, segment: Segment, given: list[Rule]) -> list[Rule]:
    """The rules that are given to a segment, as they are kept. Raises Invalid."""
    rules = [_plain(rule) for rule in given]
    if len(rules) > MOST_RULES:
        message = f"A segment has at most {MOST_RULES} rules."
        raise invalid(UserErrorCode.INVALID, message, "rules")
    definitions = await CustomFieldDefinition.filter(account_id=viewer.account_id)
    for number, rule in enumerate(rules):
        # What is there already may stay, though what it names has gone.
        if rule not in (segment.rules or ()):
            await _check(viewer, segment, rule, number, definitions)
    return rules


def _plain(rule: Rule) -> Rule:
    return {
        "field": rule["field"],
        "operator": rule["operator"].value,
        "values": rule.get("values", []),
    }


async def _check(
    viewer: Viewer,
    segment: Segment,
    rule: Rule,
    number: int,
    definitions: list[CustomFieldDefinition],
) -> None:
    defined = {it.id: FieldDefinition(it.level, it.type) for it in definitions}
    try:
        said = rule_filter(segment.kind, FILTERS[segment.kind], rule, defined)
    except WrongRule as wrong:
        raise _wrong(UserErrorCode.INVALID, str(wrong), number, wrong.part) from None
    if said.of is not None:
        ids = {int(value.partition(":")[2]) for value in rule["values"]}
        entity = ENTITIES[said.of]
        # Whether there is what one may not read is not told either.
        if await readable(viewer, entity.access, *ids).count() < len(ids):
            message = f"There is no such {said.of.lower()}."
            raise _wrong(UserErrorCode.NOT_FOUND, message, number, "values")
    for field in definitions:
        named = rule["field"] == f"{CUSTOM}:{field.id}" and field.type in CHOSEN
        chosen = rule["values"] if named else []
        if not set(chosen) <= set(field.options):
            message = f"This is no option of {field.label}."
            raise _wrong(UserErrorCode.INVALID, message, number, "values")


def _wrong(code: UserErrorCode, message: str, number: int, part: str) -> Invalid:
    return invalid(code, message, "rules", str(number), part)
