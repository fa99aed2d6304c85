"""Filters and orders in plain Python."""

import datetime
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.custom_field import CustomFieldValue
from orm.deal import Deal
from orm.project import ProjectCustomer
from orm.segment import Segment
from tests.model.segments import PEOPLE
from tests.model.world import Key, Rule
from tests.reading.kinds import snake
from tests.reading.visible import Eyes
from tests.world.learning import key_of

DEFAULT_ORDERS = {
    "Company": ["name", "id"],
    "CompanyLink": ["id"],
    "Contact": ["last_name", "id"],
    "Deal": ["title", "id"],
    "CustomFieldDefinition": ["level", "id"],
    "CustomFieldValue": ["definition_id", "id"],
    "Quotation": ["id"],
    "Invoice": ["-id"],
    "User": ["first_name", "last_name", "id"],
    "Project": ["title", "id"],
    "Task": ["id"],
    "Team": ["name", "id"],
    "Pipeline": ["name", "id"],
    "Phase": ["pipeline_id", "position", "id"],
    "Segment": ["name", "id"],
    "Inbox": ["name", "id"],
    "Message": ["id"],
    "Ticket": ["-number", "-id"],
    "Note": ["-id"],
    "ResponsibilityChange": ["-id"],
    "Notification": ["-sequence", "-id"],
}
COLUMNS = {"AMOUNT": "amount_cents", "TOTAL": "total_cents"}
SEARCHED = {
    "Company": "name",
    "Contact": "name",
    "Deal": "title",
    "Invoice": "label",
    "Project": "title",
    "Ticket": "label",
}
#: What a filter asks of people, as a rule of a segment says it.
OPERATORS = {"is": "IS", "in": "IN", "isMe": "IS_ME", "isEmpty": "IS_EMPTY", "inTeam": "IN_TEAM"}
LISTS: dict[str, Callable[[Any], Any]] = {
    "isClosed": lambda row: row.closed_at is not None,
    "done": lambda row: row.done_at is not None,
    "status": lambda row: row.status.value,
    "country": lambda row: row.country,
    "industry": lambda row: row.industry,
    "number": lambda row: row.number,
    "currency": lambda row: row.currency,
    "phase": lambda row: f"Phase:{row.phase_id}",
    "inbox": lambda row: f"Inbox:{row.inbox_id}",
}


@dataclass(frozen=True)
class OrderKey:
    """One key of an order."""

    column: str
    descending: bool

    def of(self, row: Any) -> tuple[bool, Any]:
        """What a row is compared by; null is the smallest."""
        value = getattr(row, self.column)
        value = getattr(value, "value", value)
        if isinstance(value, str):
            value = [ord(c) for c in value]
        return value is not None, value if value is not None else 0

    def __str__(self) -> str:
        return "-" * self.descending + self.column


def order_of(kind: str, asked: Any) -> list[OrderKey]:
    """The keys that were asked for; the first of a column counts, the id goes with the last."""
    if not asked:
        return [
            OrderKey(name.removeprefix("-"), name.startswith("-")) for name in DEFAULT_ORDERS[kind]
        ]
    keys: list[OrderKey] = []
    for one in asked if isinstance(asked, list) else [asked]:
        column = COLUMNS.get(one["field"], one["field"].lower())
        if column not in {key.column for key in keys}:
            keys.append(OrderKey(column, one.get("direction") == "DESC"))
    return [*keys, OrderKey("id", keys[-1].descending)]


def matches(kind: str, row: Any, asked: Any, eyes: Eyes) -> bool:
    """Whether a filter holds for a row."""
    return all(holds(kind, row, name, value, eyes) for name, value in (asked or {}).items())


def holds(kind: str, row: Any, name: str, value: Any, eyes: Eyes) -> bool:
    """Whether one entry of a filter holds for a row; null says nothing."""
    if value is None:
        return True
    if name in ("and", "or"):
        parts = [matches(kind, row, part, eyes) for part in listed(value)]
        return all(parts) if name == "and" else any(parts)
    if name == "not":
        return not matches(kind, row, value, eyes)
    if name in PEOPLE:
        people = eyes.holding.responsible(name, eyes.of(row))
        return all(asks_who(people, test, given, eyes) for test, given in value.items())
    if name == "segment":
        return of_segment(kind, row, value, eyes)
    if name == "search":
        return found(kind, row, value)
    if name == "hasCustomer":
        return any(named(kind, row, of, eyes) for of in ("company", "contact")) is value
    if name in ("company", "contact", "deal"):
        return bool(named(kind, row, name, eyes) & set(listed(value)))
    if name == "customField":
        return has_in_field(row, value, eyes)
    if name in LISTS:
        return LISTS[name](row) in listed(value)
    return within(row, name, value)


def has_in_field(row: Any, asked: dict[str, Any], eyes: Eyes) -> bool:
    """Whether a row has in a custom field what a filter asks for."""
    field = int(asked["field"].partition(":")[2])
    kind = type(row).__name__.upper()
    found = [
        it
        for it in eyes.world.all(CustomFieldValue)
        if it.definition_id == field and it.record_id == row.id and it.record_kind.value == kind
    ]
    there = found[0] if found and eyes.reads("CustomFieldValue", found[0]) else None
    return all(tests(there, test, value, eyes) for test, value in asked.items() if test != "field")


def tests(there: Any, test: str, given: Any, eyes: Eyes) -> bool:
    """Whether one test of a custom field holds for what is there, if anything is."""
    if given is None or (isinstance(given, dict) and all(it is None for it in given.values())):
        return True
    if test == "isEmpty":
        return (there is None) is given
    if test == "user":
        people = {key_of("User", there.user_id)} if there else set()
        return all(asks_who(people, name, value, eyes) for name, value in given.items())
    if there is None:
        return False
    if test == "text":
        return folded(given) in folded(there.text)
    if test == "options":
        return bool(set(listed(given)) & set(there.options))
    if test == "boolean":
        return bool(there.flag is given)
    if test in ("company", "contact"):
        model: Any = {"company": Company, "contact": Contact}[test]
        return f"{model.__name__}:{getattr(there, f'{test}_id')}" in listed(given)
    return within(there, test, given)


def of_segment(kind: str, row: Any, asked: str, eyes: Eyes) -> bool:
    """Whether a row is in a segment that the user sees."""
    # The segments' own module is built on this one.
    from tests.reading.segments import in_segment

    segment = eyes.world.get(Segment, int(asked.removeprefix("Segment:")))
    seen = segment is not None and eyes.reads("Segment", segment)
    return seen and in_segment(kind, row, segment, eyes)


def found(kind: str, row: Any, asked: str) -> bool:
    """Whether a text is in what a row is searched by."""
    text = SEARCHED.get(kind)
    whole = getattr(row, text) if text else f"{row.first_name} {row.last_name}".strip()
    return folded(asked) in folded(whole)


def named(kind: str, row: Any, of: str, eyes: Eyes) -> set[str]:
    """The companies, contacts or deals that a row names, or is linked to, and the user sees."""
    if kind == "Contact":
        found = {it.company_id for it in eyes.world.all(CompanyLink) if it.contact_id == row.id}
    elif kind == "Project":
        links = eyes.world.all(ProjectCustomer)
        found = {getattr(it, f"{of}_id") for it in links if it.project_id == row.id} - {None}
    else:
        found = {getattr(row, f"{of}_id")} - {None}
    model: Any = {"company": Company, "contact": Contact, "deal": Deal}[of]
    rows = [readable(model, id_, eyes) for id_ in found]
    return {f"{model.__name__}:{it.id}" for it in rows if it}


def readable(model: Any, id_: int | None, eyes: Eyes) -> Any:
    """The row of an id, or None where the user does not see it."""
    row = eyes.world.get(model, id_)
    return row if row is not None and eyes.reads(model.__name__, row) else None


def asks_who(people: set[Key], test: str, given: Any, eyes: Eyes) -> bool:
    """Whether one of some users is who a filter asks for."""
    if given is None:
        return True
    if test in ("isMe", "isEmpty"):
        return eyes.holding.names(Rule("", OPERATORS[test], []), people) is given
    return eyes.holding.names(Rule("", OPERATORS[test], listed(given)), people)


def within(row: Any, name: str, bounds: dict[str, Any]) -> bool:
    """Whether a value lies within bounds; null lies within none."""
    read: Callable[[Any], Any] = lambda given: Decimal(str(given))  # noqa: E731
    value: Any = None
    if name in ("amount", "money", "total"):
        cents = getattr(row, "total_cents" if name == "total" else "amount_cents")
        value = None if cents is None else Decimal(cents) / 100
    elif name == "number":
        value = Decimal(row.millionths).scaleb(-6)
    elif name == "integer":
        value = row.whole
    elif name in ("expectedClosing", "date"):
        value = row.day if name == "date" else row.expected_closing
        read = datetime.date.fromisoformat
    else:
        value = getattr(row, snake(name))
        read = moment if name.endswith("At") else datetime.date.fromisoformat
    least = [read(bounds[key]) for key in ("min", "from") if bounds.get(key) is not None]
    most = [read(bounds[key]) for key in ("max", "to") if bounds.get(key) is not None]
    if not least and not most:
        return True
    if value is None:
        return False
    return all(value >= bound for bound in least) and all(value <= bound for bound in most)


def moment(text: str) -> datetime.datetime:
    """A moment; without a zone it is in UTC."""
    read = datetime.datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=datetime.UTC)


def folded(text: str) -> str:
    """Text as it is searched in."""
    return unicodedata.normalize("NFKC", text).casefold()


def listed(value: Any) -> list[Any]:
    """A list, where one thing alone is a list of one."""
    return value if isinstance(value, list) else [value]
