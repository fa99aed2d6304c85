"""What a segment holds: its rules as plain predicates, each by who asks."""

from tests.model.world import (
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
    Ticket,
    World,
)

CUSTOM = "CustomFieldDefinition:"
#: What can be asked of who is responsible, and by what else it is of which kinds of record.
OF_USER = ("IS", "IS_NOT", "IS_ME", "IN", "IN_TEAM", "IS_EMPTY", "IS_NOT_EMPTY")
RESPONSIBLE: dict[str, tuple[str, ...]] = {
    "COMPANY": ("accountManager", "secondAccountManager"),
    "CONTACT": ("createdBy",),
    "DEAL": ("assignedTo", "secondAssignedTo"),
    "INVOICE": ("accountManager",),
    "PROJECT": ("owner",),
    "TICKET": ("assignedTo",),
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
            return self._names(rule, {*self.responsible(rule.field, record)} - {None})
        if rule.field not in self.world.fields:
            return False
        value = self.world.values.get((record.id, rule.field))
        type_ = self.world.fields[rule.field].type
        if type_ == "USER":
            return self._names(rule, {value} - {None})
        # What names something that one may not read is not there.
        hidden = type_ in ("COMPANY", "CONTACT") and value not in self.readable
        return self._asks(rule, None if hidden else value)

    def responsible(self, field: str, record: Record) -> list[Key | None]:
        """Whom a field of a record names."""
        match record:
            case Invoice(customer=customer):
                company = self.world.records.get(customer or "")
                seen = isinstance(company, Company) and company.id in self.readable
                return [company.first] if isinstance(company, Company) and seen else []
            case Company(first=first, second=second) | Deal(first=first, second=second):
                return [second if field.startswith("second") else first]
            case Contact(by=by):
                return [by]
            case Ticket(assignee=assignee):
                return [assignee]
            case Project(owners=owners):
                return [*owners]
        raise TypeError(record)

    def _names(self, rule: Rule, users: set[Key | None]) -> bool:
        match rule.operator:
            case "IS_ME":
                return self.viewer.id in users
            case "IN_TEAM":
                team = self.world.teams.get(rule.values[0])
                return bool(team and users & {*team.members})
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
    gone = rule.field.startswith(CUSTOM) and rule.field not in world.fields
    people = [world.people[it] for it in rule.values if it in world.people]
    gone = gone or (rule.operator == "IN_TEAM" and rule.values[0] not in world.teams)
    return gone or any(not person.active for person in people)
