"""Teams as an import says: who leads them, and who is in which."""

from dataclasses import replace
from typing import Any

from tests.model.world import FULL, LIMITED_CRM, Key, Team
from tests.oracle.act import Act
from tests.oracle.doing.importing import REFUSED, Row


def people(act: Act, rows: list[Row], silent: bool) -> None:
    """Import teams, and then who is in which; act.new has an id for each row."""
    act.world.imports += 1
    before = act.world.copy().teams
    roster, ids = Roster(act), act.new.split()
    for (kind, key, values), id in sorted(zip(rows, ids, strict=True), key=lambda it: it[0][0]):
        taken = roster.team(key, id, values) if kind == "TEAM" else roster.member(key, values)
        assert taken is not id.endswith(f":{REFUSED}"), f"{key} is {id}, and {taken} in the model"
    if act.world.teams != before:
        act.event_of("RECORDS_IMPORTED", label="Import")
    for user in roster.freed:
        concerns = set() if silent else {user}
        act.event_of("ACCESS_CHANGED", label=act.world.people[user].name, concerns=concerns)


class Roster:
    """The teams of one import."""

    def __init__(self, act: Act) -> None:
        self.act, self.teams = act, act.world.teams
        #: Who leads a team now, and is no longer limited.
        self.freed: list[Key] = []
        self._ids: dict[Key, Key] = {}

    def team(self, key: Key, id: Key, values: dict[str, Any]) -> bool:
        """Create a team or change it; answers whether that can be done."""
        there = self.teams.get(key) or Team(id, self.act.account, "", None, [])
        name, lead = values.get("label", there.name), values.get("lead", there.lead)
        others = [it for it in self.teams.values() if it.account == self.act.account]
        if name in [it.name for it in others if it.id != there.id]:
            return False
        named = values.get("lead")
        if named and not self._works_here(named):
            return False
        self._ids[key] = there.id
        self.teams[there.id] = replace(there, name=name, lead=lead)
        if named:
            self._free(named)
        return True

    def _works_here(self, user: Key) -> bool:
        person = self.act.world.people[user]
        return person.active and person.account == self.act.account

    def _free(self, user: Key) -> None:
        """Who leads a team is never limited to their own."""
        person = self.act.world.people[user]
        if person.crm == LIMITED_CRM:
            person.crm = FULL
            self.freed.append(user)

    def member(self, key: Key, values: dict[str, Any]) -> bool:
        """Let somebody be in some teams and in no others; answers whether they are known."""
        if self.act.world.people[key].account != self.act.account:
            return False
        wanted = [self._ids.get(it, it) for it in values["teams"]]
        for team in self.teams.values():
            if team.account == self.act.account:
                rest = [it for it in team.members if it != key]
                team.members = [*rest, key] if team.id in wanted else rest
        return True
