"""What is done to users."""

from tests.oracle.act import UNSET, Act, Stop
from tests.oracle.doing.roles import moved_up, put
from tests.oracle.world import (
    CRM,
    DEALS,
    FULL,
    LIMITED_CRM,
    Company,
    Deal,
    Key,
    Person,
    Shared,
)

#: Each role: of which kind of record, whether it is the first, and what who takes it over needs.
PLACES: dict[str, tuple[type[Shared], bool, str]] = {
    "ACCOUNT_MANAGER": (Company, True, CRM),
    "SECOND_ACCOUNT_MANAGER": (Company, False, CRM),
    "ASSIGNED_TO": (Deal, True, DEALS),
    "SECOND_ASSIGNED_TO": (Deal, False, DEALS),
}


def set_access(
    act: Act, user: Key, crm: str = UNSET, modules: set[str] = UNSET, admin: bool = UNSET
) -> None:
    """Set what somebody may do."""
    act.as_admin()
    person = _active(act, user)
    before = (person.admin, person.crm, frozenset(person.modules))
    was_admin = person.admin
    person.admin = was_admin if admin is UNSET else admin
    person.modules = person.modules if modules is UNSET else set(modules)
    person.crm = person.crm if crm is UNSET else crm
    leads = any(team.lead == user for team in act.world.teams.values())
    if (person.admin and person.crm != FULL) or (leads and person.crm == LIMITED_CRM):
        if crm not in (UNSET, FULL):
            act.refuse("RESTRICTION_NOT_ALLOWED")
        person.crm = FULL
    if was_admin and not person.admin:
        _keep_an_admin(act, person)
    if (person.admin, person.crm, frozenset(person.modules)) != before:
        act.happened("ACCESS_CHANGED", label=person.name, concerns={user})


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
            if action == "CLEAR" and role == "ASSIGNED_TO":
                act.refuse("RESPONSIBLE_REQUIRED")
            if action != "LEAVE":
                passing.role(role, to)
    leaver.active = False
    for team in act.world.teams.values():
        team.lead = None if team.lead == user else team.lead
    act.happened(
        "USER_DEACTIVATED", label=leaver.name, concerns=passing.gained, many=sorted(passing.moved)
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
    passing = Passing(act, giver)
    for role in roles:
        passing.role(role, to)
    if passing.moved:
        told = passing.gained | passing.lost
        many = sorted(passing.moved)
        act.happened("RESPONSIBILITIES_TRANSFERRED", label=person.name, concerns=told, many=many)


class Passing:
    """Roles of somebody passing to another, or to nobody."""

    def __init__(self, act: Act, giver: Key) -> None:
        self.act, self.giver = act, giver
        self.moved, self.gained, self.lost = set[Key](), set[Key](), set[Key]()

    def held(self, role: str) -> list[Shared]:
        """The records of which they have a role."""
        type_, first, _ = PLACES[role]
        rows = [it for it in self.act.world.records.values() if isinstance(it, type_)]
        return [it for it in rows if (it.first if first else it.second) == self.giver]

    def role(self, role: str, to: Key | None) -> None:
        """One role, of all records of which they have it."""
        _, first, module = PLACES[role]
        rows = self.held(role)
        if rows and to is not None:
            self.act.pick(to, module)
            if to == self.giver:
                self.act.refuse("INVALID")
        for row in rows:
            before = (row.first, row.second)
            put(self.act, row, *self._after(row, first, to))
            row.version += 1
            now = (row.first, row.second)
            self.gained |= {b for a, b in zip(before, now, strict=True) if b and a != b}
            self.lost |= {user for user in before if user and user not in now}
            self.moved.add(row.id)

    def _after(self, row: Shared, first: bool, to: Key | None) -> tuple[Key | None, Key | None]:
        if not first:
            return row.first, None if to == row.first else to
        if to is None:
            return moved_up(self.act, row.second), None
        return to, None if row.second == to else row.second
