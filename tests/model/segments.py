"""What a segment holds: its rules as plain predicates, each by who asks."""

from collections import Counter
from collections.abc import Iterable

from tests.model.world import (
    KINDS,
    Company,
    Contact,
    Deal,
    Invoice,
    Key,
    Person,
    Project,
    Record,
    Rule,
    Segment,
    Task,
    Ticket,
    World,
)

CUSTOM = "CustomFieldDefinition:"
#: What can be asked of who is responsible, and by which fields of which kinds of record.
OF_USER = ("IS", "IS_NOT", "IS_ME", "IN", "IN_TEAM", "IS_EMPTY", "IS_NOT_EMPTY")
RESPONSIBLE = {kind: type_.responsible for kind, type_ in KINDS.items()}
#: Every field that names people; who takes part is asked too, of a task who is to do it.
PEOPLE = {field for fields in RESPONSIBLE.values() for field in fields} | {
    "participant",
    "assignee",
}
#: What can be asked of a custom field of a type.
OPERATORS: dict[str, tuple[str, ...]] = {
    "TEXT": ("CONTAINS", "IS_EMPTY", "IS_NOT_EMPTY"),
    "NUMBER": ("AT_LEAST", "AT_MOST", "IS_EMPTY", "IS_NOT_EMPTY"),
    "USER": OF_USER,
    "COMPANY": ("IS", "IS_NOT", "IN", "IS_EMPTY", "IS_NOT_EMPTY"),
    "CONTACT": ("IS", "IS_NOT", "IN", "IS_EMPTY", "IS_NOT_EMPTY"),
}


def members(world: World, viewer: Person, segment: Segment, readable: set[Key]) -> list[Record]:
    """The records of a segment that somebody may read."""
    records = [it for it in world.records.values() if it.id in readable]
    holding = Holding(world, viewer, readable)
    return [it for it in records if it.kind == segment.kind and holding.of(segment, it)]


class Holding:
    """Whether rules hold, for one who asks."""

    def __init__(self, world: World, viewer: Person, readable: set[Key]) -> None:
        self.world, self.viewer, self.readable = world, viewer, readable

    def of(self, segment: Segment, record: Record) -> bool:
        """Whether a record is in a segment; in one without rules is everything."""
        holds = [self.rule(rule, record) for rule in segment.rules]
        return (any if segment.match == "ANY" and holds else all)(holds)

    def rule(self, rule: Rule, record: Record) -> bool:
        """Whether one rule holds; of a custom field that is no more, none does."""
        if not rule.field.startswith(CUSTOM):
            return self.names(rule, self.responsible(rule.field, record))
        if rule.field not in self.world.fields:
            return False
        value = self.world.values.get((record.id, rule.field))
        type_ = self.world.fields[rule.field].type
        if type_ == "USER":
            return self.names(rule, {value} if value else set())
        # What names something that one may not read is not there.
        hidden = type_ in ("COMPANY", "CONTACT") and value not in self.readable
        return self._asks(rule, None if hidden else value)

    def responsible(self, field: str, record: Record | Task) -> set[Key]:
        """Whom a field of a record names."""
        match record:
            case Invoice(customer=customer):
                company = self.world.records.get(customer or "")
                seen = isinstance(company, Company) and company.id in self.readable
                found = [company.first] if isinstance(company, Company) and seen else []
            case Company(first=first, second=second) | Deal(first=first, second=second):
                found = [second if field.startswith("second") else first]
            case Contact(by=by):
                found = [by]
            case Ticket(assignee=assignee):
                found = [assignee]
            case Project(owners=owners):
                found = [*(self.world.taking_part(record) if field == "participant" else owners)]
            case Task(assignee=assignee):
                found = [*self.world.users(assignee)]
            case _:
                raise TypeError(record)
        return {user for user in found if user is not None}

    def names(self, rule: Rule, users: set[Key]) -> bool:
        """Whether one of some users is who a rule asks for."""
        match rule.operator:
            case "IS_ME":
                return self.viewer.id in users
            case "IN_TEAM":
                team = self.world.teams.get(rule.values[0])
                ours = team is not None and team.account == self.viewer.account
                return team is not None and ours and bool(users & {*team.members})
            case "IS_EMPTY":
                return not users
            case "IS_NOT_EMPTY":
                return bool(users)
        return bool(users & {*rule.values}) is not (rule.operator == "IS_NOT")

    def _asks(self, rule: Rule, value: str | None) -> bool:
        match rule.operator:
            case "IS_EMPTY":
                return value is None
            case "IS_NOT_EMPTY":
                return value is not None
            case "CONTAINS":
                return value is not None and rule.values[0].casefold() in value.casefold()
            case "AT_LEAST":
                return value is not None and float(value) >= float(rule.values[0])
            case "AT_MOST":
                return value is not None and float(value) <= float(rule.values[0])
        return (value in rule.values) is not (rule.operator == "IS_NOT")


def outdated(world: World, rule: Rule) -> bool:
    """Whether a rule names who has left, or a team or a custom field that is no more."""
    field = world.fields.get(rule.field)
    if rule.field.startswith(CUSTOM) and field is None:
        return True
    if rule.operator == "IN_TEAM" and rule.values[0] not in world.teams:
        return True
    asks_who = rule.field in PEOPLE or (field is not None and field.type == "USER")
    people = [world.people[it] for it in rule.values if it in world.people]
    return asks_who and any(not person.active for person in people)


def by_responsible(records: Iterable[Record]) -> dict[Key | None, int]:
    """For how many records each is the first responsible, nobody included."""
    return Counter(next(iter(record.holders), None) for record in records)
