"""Segments in plain Python: what is in one, and how much of a list is whose."""

import datetime
from collections import Counter
from typing import Any

from orm.custom_field import CustomFieldDefinition
from orm.project import Project, ProjectOwner
from orm.team import Team
from orm.ticket import Ticket
from orm.user import User
from tests.reading.kinds import ROLES, snake
from tests.reading.matching import COLUMNS, PEOPLE, USERS, holds, named
from tests.reading.visible import Eyes

PARTS = {"IS": "is", "IN": "in", "IN_TEAM": "inTeam"}
MONEY = ("amount", "total", "budget", "margin", "money", "integer", "number")
TESTS = {
    "TEXT": "text",
    "LONG_TEXT": "text",
    "DATE": "date",
    "INTEGER": "integer",
    "NUMBER": "number",
    "MONEY": "money",
    "BOOLEAN": "boolean",
    "USER": "user",
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
    if operator == "IS_NOT":
        return not _holds(kind, row, {**rule, "operator": "IS"}, eyes)
    if operator in ("IS_EMPTY", "IS_NOT_EMPTY") and name not in (*USERS, *PEOPLE):
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
    test, asked = "isEmpty", operator == "IS_EMPTY"
    if operator not in ("IS_EMPTY", "IS_NOT_EMPTY"):
        test = TESTS[field.type.value]
        asked = _asked(test, operator, values)
    if test == "boolean":
        asked = values == ["true"]
    return holds(kind, row, "customField", {"field": name, test: asked}, eyes)


def _asked(name: str, operator: str, values: list[str]) -> Any:
    if operator in ("IS_ME", "IS_EMPTY", "IS_NOT_EMPTY"):
        return {"isMe" if operator == "IS_ME" else "isEmpty": operator != "IS_NOT_EMPTY"}
    if name in USERS or name in PEOPLE or name == "user":
        return {PARTS[operator]: values if operator == "IN" else values[0]}
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


def is_outdated(rule: dict[str, Any], segment: Any, eyes: Eyes) -> bool:
    """Whether a rule names a deactivated user, or a field or a team that is no more."""
    gone = {
        f"User:{user.id}"
        for user in eyes.world.all(User)
        if user.account_id == segment.account_id and user.status.value == "DEACTIVATED"
    }
    fields = {
        f"CustomFieldDefinition:{it.id}": it.type.value
        for it in eyes.world.all(CustomFieldDefinition)
        if it.account_id == segment.account_id
    }
    of_people = {name for name, type_ in fields.items() if type_ == "USER"}
    teams = {f"Team:{it.id}" for it in eyes.world.all(Team) if it.account_id == segment.account_id}
    if rule["operator"] == "IN_TEAM" and not teams & set(rule["values"]):
        return True
    is_custom = rule["field"].startswith("CustomFieldDefinition:")
    asks_who = rule["field"] in {*USERS, *PEOPLE, *of_people}
    return (asks_who and bool(gone & set(rule["values"]))) or (
        is_custom and rule["field"] not in fields
    )


def by_responsible(rows: list[Any], eyes: Eyes) -> list[Any]:
    """For how many rows each is responsible, the most first, then by who came first."""
    counts = Counter(_first(row, eyes) for row in rows)
    found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] or 0))
    return [("ResponsibleCount", pair) for pair in found]


def _first(row: Any, eyes: Eyes) -> int | None:
    if isinstance(row, Project):
        owners = [it for it in eyes.world.all(ProjectOwner) if it.project_id == row.id]
        return int(min(owners, key=lambda it: it.id).user_id)
    roles = ROLES[type(row).__name__]
    if not roles:
        return None
    name = "assigned_to" if isinstance(row, Ticket) else roles[0].lower()
    return int(user) if (user := getattr(row, f"{name}_id")) is not None else None
