"""What is done to users."""

from collections.abc import Iterable
from dataclasses import replace

from tests.model.may import MODULE, has_plan, reads
from tests.model.world import (
    CRM,
    DEALS,
    FULL,
    LIMITED_CRM,
    MODULES,
    PROJECTS,
    TICKETS,
    Company,
    Deal,
    Key,
    Person,
    Project,
    Record,
    Shared,
    Task,
    Ticket,
    World,
)
from tests.oracle.act import UNSET, Act, Stop
from tests.oracle.doing.field import put_value
from tests.oracle.doing.roles import moved_up, put

#: Each role: of which kind of record, and what who takes it over needs.
PLACES: dict[str, tuple[type[Record], str | None]] = {
    "ACCOUNT_MANAGER": (Company, CRM),
    "SECOND_ACCOUNT_MANAGER": (Company, CRM),
    "ASSIGNED_TO": (Deal, DEALS),
    "SECOND_ASSIGNED_TO": (Deal, DEALS),
    "PROJECT_OWNER": (Project, PROJECTS),
    "PROJECT_PARTICIPANT": (Project, PROJECTS),
    "TASK_ASSIGNEE": (Project, PROJECTS),
    "TICKET_ASSIGNEE": (Ticket, TICKETS),
    "CUSTOM_FIELD": (Record, None),
}


def set_access(
    act: Act,
    user: Key,
    crm: str = UNSET,
    modules: set[str] = UNSET,
    admin: bool = UNSET,
    projects: str = UNSET,
    financials: bool = UNSET,
) -> None:
    """Set what somebody may do."""
    act.as_admin()
    person = _active(act, user)
    before = replace(person)
    was_admin = person.admin
    person.admin = was_admin if admin is UNSET else admin
    person.modules = person.modules if modules is UNSET else set(modules)
    person.crm = person.crm if crm is UNSET else crm
    person.projects = person.projects if projects is UNSET else projects
    person.financials = person.financials if financials is UNSET else financials
    leads = any(team.lead == user for team in act.world.teams.values())
    if (person.admin and person.crm != FULL) or (leads and person.crm == LIMITED_CRM):
        if crm not in (UNSET, FULL):
            act.refuse("RESTRICTION_NOT_ALLOWED")
        person.crm = FULL
    if was_admin and not person.admin:
        _keep_an_admin(act, person)
    if person != before:
        act.event_of("ACCESS_CHANGED", label=person.name, concerns={user})


def _active(act: Act, user: Key) -> Person:
    person = act.world.people.get(user)
    if person is None or person.account != act.account:
        raise Stop("NOT_FOUND")
    if not person.active:
        raise Stop("USER_INACTIVE")
    return person


def _keep_an_admin(act: Act, leaver: Person) -> None:
    people = act.world.people.values()
    if not any(
        it.admin and it.active and it is not leaver and it.account == act.account for it in people
    ):
        act.refuse("LAST_ADMIN")


def deactivate(act: Act, user: Key, handovers: dict[str, tuple[str, Key | None]]) -> None:
    """Deactivate somebody, and say what becomes of each of their roles."""
    act.as_admin()
    leaver = _active(act, user)
    _keep_an_admin(act, leaver)
    passing = Passing(act, user)
    for role in PLACES:
        if passing.held(role):
            if role not in handovers:
                act.refuse("REQUIRED")
                continue
            action, to = handovers[role]
            if action != "LEAVE":
                passing.role(role, to)
    leaver.active = False
    for team in act.world.teams.values():
        team.lead = None if team.lead == user else team.lead
    act.event_of(
        "USER_DEACTIVATED", label=leaver.name, concerns=passing.took(), many=sorted(passing.moved)
    )


def transfer(act: Act, giver: Key, to: Key, roles: list[str]) -> None:
    """Pass on what somebody is responsible for."""
    act.as_admin()
    person = act.world.people.get(giver)
    if person is None or person.account != act.account:
        raise Stop("NOT_FOUND")
    if giver == to:
        raise Stop("INVALID")
    act.pick(to, None)
    account = act.world.accounts[act.account]
    passing = Passing(act, giver, {it for it in act.viewer.modules if has_plan(account, it)})
    for role in roles:
        module = PLACES[role][1]
        if module:
            act.with_module(module)
        passing.role(role, to)
    if passing.moved:
        told, many = passing.told(), sorted(passing.moved)
        act.event_of("RESPONSIBILITIES_TRANSFERRED", label=person.name, concerns=told, many=many)


class Passing:
    """Roles of somebody passing to another, or to nobody."""

    def __init__(self, act: Act, giver: Key, only: Iterable[str] = MODULES) -> None:
        """only: the modules of which whoever does it knows."""
        self.act, self.giver, self.only, self.moved = act, giver, set(only), set[Key]()
        #: Who took over what, and who has no more of what.
        self._took, self._left = set[tuple[Key, Key]](), set[tuple[Key, Key]]()

    def held(self, role: str) -> list[Record]:
        """The records on which they have a role."""
        rows = [it for it in self.act.world.records.values() if isinstance(it, PLACES[role][0])]
        there = [it for it in rows if MODULE[it.kind] in self.only]
        return [it for it in there if self.giver in self._named(it, role)]

    def _named(self, record: Record, role: str) -> list[Key | None]:
        """Who has a role on a record."""
        if role == "CUSTOM_FIELD":
            return [*self.act.world.in_fields(record).values()]
        if isinstance(record, Shared):
            return [record.second if role.startswith("SECOND") else record.first]
        if isinstance(record, Ticket):
            return [record.assignee]
        assert isinstance(record, Project)
        if role == "TASK_ASSIGNEE":
            return [task.assignee for task in self._tasks(record)]
        return [*(record.owners if role == "PROJECT_OWNER" else record.participants)]

    def _tasks(self, project: Project) -> list[Task]:
        parts = self.act.world.parts.values()
        return [it for it in parts if isinstance(it, Task) and it.record == project.id]

    def role(self, role: str, to: Key | None) -> None:
        """One role, of all records on which they have it."""
        rows = self.held(role)
        if rows and to is not None:
            self.act.pick(to, PLACES[role][1])
            if to == self.giver:
                self.act.refuse("INVALID")
        for row in rows:
            if row.id not in self.moved:
                row.version += 1
            self.moved.add(row.id)
            if role == "CUSTOM_FIELD":
                self._in_fields(row, to)
            elif isinstance(row, Shared):
                self._shared(row, role, to)
            elif isinstance(row, Ticket):
                self.act.passed(row, role, row.assignee, to)
                row.assignee = to
                self._count(row, {to} - {None}, {self.giver})
            elif isinstance(row, Project):
                self._in_project(row, role, to)

    def _shared(self, row: Shared, role: str, to: Key | None) -> None:
        if role == "ASSIGNED_TO" and to is None:
            self.act.refuse("RESPONSIBLE_REQUIRED")
        # A stored second who does not count gains and loses nothing by it.
        counting = 2 if self.act.seconds else 1
        before = [row.first, row.second][:counting]
        put(self.act, row, *self._after(row, not role.startswith("SECOND"), to))
        now = [row.first, row.second][:counting]
        took = {b for a, b in zip(before, now, strict=True) if b and a != b}
        self._count(row, took, {user for user in before if user and user not in now})

    def _in_fields(self, row: Record, to: Key | None) -> None:
        for field, value in self.act.world.in_fields(row).items():
            if value == self.giver:
                put_value(self.act, row, field, to)
        self._count(row, {to}, {self.giver})

    def _in_project(self, row: Project, role: str, to: Key | None) -> None:
        if role == "TASK_ASSIGNEE":
            for task in self._tasks(row):
                task.assignee = to if task.assignee == self.giver else task.assignee
            self._count(row, {to}, {self.giver})
            return
        people = row.owners if role == "PROJECT_OWNER" else row.participants
        at, took = people.index(self.giver), {to} - {None} - set(people)
        people[at : at + 1] = [user for user in took if user]
        if role == "PROJECT_OWNER":
            if not any(self.act.world.people[user].active for user in people):
                self.act.refuse("LAST_OWNER")
            self.act.passed(row, role, self.giver, to if took else None)
        self._count(row, took, {self.giver})

    def _count(self, row: Record, took: Iterable[Key | None], left: set[Key]) -> None:
        self._took |= {(user, row.id) for user in took if user}
        self._left |= {(user, row.id) for user in left}

    def took(self) -> set[Key]:
        """Who took over something that they may read now."""
        return seeing(self.act.world, self._took)

    def told(self) -> set[Key]:
        """With them, who has no more of what they could read."""
        return self.took() | seeing(self.act.before, self._left)

    def _after(self, row: Shared, first: bool, to: Key | None) -> tuple[Key | None, Key | None]:
        if not first:
            return row.first, None if to == row.first else to
        if to is None:
            return moved_up(self.act, row.second), None
        return to, None if row.second == to else row.second


def seeing(world: World, pairs: set[tuple[Key, Key]]) -> set[Key]:
    """Who of those with a record may read it."""
    return {
        user
        for user, key in pairs
        if key in world.records and reads(world, world.people[user], world.records[key])
    }
