"""What administrators do to teams."""

from collections.abc import Collection

from tests.model.world import FULL, LIMITED_CRM, Key, Project, Task, Team
from tests.oracle.act import UNSET, Act, Stop


def create(act: Act, name: str, lead: Key | None = None, members: Collection[Key] = ()) -> None:
    """Create a team."""
    act.as_admin()
    team = Team(act.new, act.account, name, None, [])
    _call(act, team, name)
    _let_lead(act, team, lead)
    _hold(act, team, members)
    act.world.teams[act.new] = team


def update(
    act: Act,
    id: Key,
    name: str = UNSET,
    lead: Key | None = UNSET,
    members: Collection[Key] = UNSET,
) -> None:
    """Change what a team is called, who leads it, or who is in it."""
    act.as_admin()
    team = _team(act, id)
    if name is not UNSET:
        _call(act, team, name)
    if lead is not UNSET:
        _let_lead(act, team, lead)
    if members is not UNSET:
        _hold(act, team, members)


def delete(act: Act, id: Key) -> None:
    """Delete a team that takes part in nothing and has no task; rules that name it stay."""
    _team(act, id)
    act.as_admin()
    joined = [it for it in act.world.records.values() if isinstance(it, Project)]
    tasks = [it for it in act.world.parts.values() if isinstance(it, Task)]
    if any(id in it.participants for it in joined) or any(it.assignee == id for it in tasks):
        act.refuse("INVALID")
    del act.world.teams[id]


def _team(act: Act, id: Key) -> Team:
    team = act.world.teams.get(id)
    if team is None or team.account != act.account:
        raise Stop("NOT_FOUND")
    return team


def _call(act: Act, team: Team, name: str) -> None:
    others = [it for it in act.world.teams.values() if it.id != team.id]
    if name in [it.name for it in others if it.account == act.account]:
        act.refuse("DUPLICATE")
    team.name = name


def _let_lead(act: Act, team: Team, user: Key | None) -> None:
    """Let somebody lead a team, who is not limited to their companies any more."""
    if user is not None and user != team.lead:
        act.pick(user, None)
        person = act.world.people[user]
        if person.crm == LIMITED_CRM:
            person.crm = FULL
            act.event_of("ACCESS_CHANGED", label=person.name, concerns={user})
    team.lead = user


def _hold(act: Act, team: Team, members: Collection[Key]) -> None:
    """Let these be in a team, and no others; who has left may stay, but does not come."""
    for user in {*members} - {*team.members}:
        act.pick(user, None)
    team.members = sorted({*members})
