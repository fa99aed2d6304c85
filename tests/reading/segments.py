"""Segments in plain Python: what is in one, and how much of a list is whose."""

import datetime
from typing import Any

from orm.custom_field import CustomFieldDefinition
from tests.model import segments
from tests.model.segments import PEOPLE, outdated
from tests.model.world import Rule
from tests.reading.kinds import snake
from tests.reading.matching import COLUMNS, holds, named
from tests.reading.visible import Eyes
from tests.world.learning import id_of

MONEY = ("amount", "total", "budget", "margin", "money", "integer", "number")
TESTS = {
    "TEXT": "text",
    "LONG_TEXT": "text",
    "DATE": "date",
    "INTEGER": "integer",
    "NUMBER": "number",
    "MONEY": "money",
    "BOOLEAN": "boolean",
}


def in_segment(kind: str, row: Any, segment: Any, eyes: Eyes) -> bool:
    """Whether a record is in a segment, whoever may see it."""
    if segment.kind.value != kind.upper():
        return False
    found = [_holds(kind, row, rule, eyes) for rule in segment.rules]
    return all(found) if segment.match.value == "ALL" or not found else any(found)


def _holds(kind: str, row: Any, rule: dict[str, Any], eyes: Eyes) -> bool:
    name, operator, values = rule["field"], rule["operator"], rule["values"]
    if name.startswith("CustomFieldDefinition:"):
        return _holds_in_field(kind, row, rule, eyes)
    if name in PEOPLE:
        return eyes.holding.rule(Rule(**rule), eyes.of(row))
    if operator == "IS_NOT":
        return not _holds(kind, row, {**rule, "operator": "IS"}, eyes)
    if operator in ("IS_EMPTY", "IS_NOT_EMPTY"):
        return _is_empty(kind, row, name, eyes) is (operator == "IS_EMPTY")
    return holds(kind, row, name, _asked(name, operator, values), eyes)


def _is_empty(kind: str, row: Any, name: str, eyes: Eyes) -> bool:
    if name in ("company", "contact", "deal"):
        return not named(kind, row, name, eyes)
    return getattr(row, COLUMNS.get(snake(name).upper(), snake(name))) is None


def _holds_in_field(kind: str, row: Any, rule: dict[str, Any], eyes: Eyes) -> bool:
    name, operator, values = rule["field"], rule["operator"], rule["values"]
    field = eyes.world.get(CustomFieldDefinition, int(name.partition(":")[2]))
    if field is None:
        return False
    if field.type.value == "USER":
        return eyes.holding.rule(Rule(**rule), eyes.of(row))
    test, asked = "isEmpty", operator == "IS_EMPTY"
    if operator not in ("IS_EMPTY", "IS_NOT_EMPTY"):
        test = TESTS[field.type.value]
        asked = _asked(test, operator, values)
    if test == "boolean":
        asked = values == ["true"]
    return holds(kind, row, "customField", {"field": name, test: asked}, eyes)


def _asked(name: str, operator: str, values: list[str]) -> Any:
    now = datetime.datetime.now(datetime.UTC)
    if operator == "IS" and name in (*MONEY, "expectedClosing"):
        ends = ("min", "max") if name in MONEY else ("from", "to")
        return dict.fromkeys(ends, values[0])
    match operator:
        case "AT_LEAST":
            return {"min" if name in MONEY else "from": values[0]}
        case "AT_MOST":
            return {"max" if name in MONEY else "to": values[0]}
        case "IN_LAST_DAYS":
            then = now - datetime.timedelta(int(values[0]))
            return {"from": then.isoformat(), "to": now.isoformat()}
        case "CONTAINS":
            return values[0]
    return values[0] == "true" if values[0] in ("true", "false") else values


def is_outdated(rule: dict[str, Any], eyes: Eyes) -> bool:
    """Whether a rule names a deactivated user, or a field or a team that is no more."""
    return outdated(eyes.model, Rule(**rule))


def by_responsible(rows: list[Any], eyes: Eyes) -> list[Any]:
    """For how many rows each is responsible, the most first, then by who came first."""
    counts = segments.by_responsible(eyes.of(row) for row in rows)
    pairs = [(user and id_of(user), count) for user, count in counts.items()]
    found = sorted(pairs, key=lambda pair: (-pair[1], pair[0] or 0))
    return [("ResponsibleCount", pair) for pair in found]
