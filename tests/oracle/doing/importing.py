"""What an import brings: nobody's own action, and one summary for each whom it concerns."""

import copy
from typing import Any

from tests.model.may import MODULE, has_plan
from tests.model.world import (
    PROJECTS,
    TICKETS,
    Company,
    Contact,
    Deal,
    Key,
    Project,
    Record,
    Shared,
    Ticket,
)
from tests.oracle.act import UNSET, Act
from tests.oracle.doing.roles import set_roles
from tests.oracle.doing.user import seeing

#: Each kind after those that its rows name.
KINDS: dict[str, type[Record]] = {
    "COMPANY": Company,
    "CONTACT": Contact,
    "DEAL": Deal,
    "PROJECT": Project,
    "TICKET": Ticket,
}
#: A row: of which kind, the key of a record or of what is to be one, and what is said of it.
Row = tuple[str, Key, dict[str, Any]]
#: The number of what was refused.
REFUSED = 0


def records(act: Act, rows: list[Row], silent: bool) -> None:
    """Import rows, each of which is taken or refused by itself; act.new has an id for each."""
    act.world.imports += 1
    batch = Batch(act)
    for row, id in zip(rows, act.new.split(), strict=True):
        batch.take(row, id)
    if batch.touched:
        told = set() if silent else batch.told()
        act.event_of("RECORDS_IMPORTED", label="Import", concerns=told, many=batch.touched)


class Batch:
    """The rows of one import, one after the other."""

    def __init__(self, act: Act) -> None:
        self.act = act
        #: The records that were created or changed.
        self.touched: list[Key] = []
        #: The ids of what rows call otherwise.
        self._ids: dict[Key, Key] = {}
        #: Who is responsible for what was created or changed, and who is no longer.
        self._have, self._left = set[tuple[Key, Key]](), set[tuple[Key, Key]]()

    def told(self) -> set[Key]:
        """Who is responsible for what they may read, or was for what they could."""
        return seeing(self.act.world, self._have) | seeing(self.act.before, self._left)

    def take(self, row: Row, id: Key) -> None:
        """Do what a row says, if all of it can be done."""
        kind, key, values = row
        there = self.act.world.records.get(key)
        before = there or KINDS[kind](id, self.act.account, "")
        record = copy.deepcopy(before)
        self._fill(record, values, new=there is None)
        refused, self.act.problems = self.act.problems, set()
        assert id.endswith(f":{REFUSED}") == bool(refused), (
            f"{row} is {id}, but the model says {refused}"
        )
        if refused or record == there:
            return
        self._ids[key] = id
        self._put(record, values, new=there is None)
        were = set(self.act.before.counting(there))
        are = set(self.act.world.counting(record))
        self._have |= {(user, id) for user in are}
        self._left |= {(user, id) for user in were - are}

    def _put(self, record: Record, values: dict[str, Any], *, new: bool) -> None:
        if not new:
            record.version += 1
        elif isinstance(record, Ticket):
            record.number = self.act.world.next_number(self.act.account, "TICKET")
        if isinstance(record, Ticket) and "label" in values:
            record.label = f"#{record.number} {values['label']}"
        self.act.world.records[record.id] = record
        self.touched.append(record.id)

    def _fill(self, record: Record, values: dict[str, Any], *, new: bool) -> None:
        """Put on a record what a row says."""
        if not has_plan(self.act.world.accounts[self.act.account], MODULE[record.kind]):
            self.act.refuse("FEATURE_NOT_AVAILABLE")
        if isinstance(record, Shared):
            set_roles(self.act, record, values.get("first", UNSET), values.get("second", UNSET))
        if isinstance(record, Contact) and "companies" in values:
            record.links = set(self._named(values["companies"]))
        if isinstance(record, Deal | Ticket) and "customer" in values:
            (record.customer,) = self._named([values["customer"]])
        if isinstance(record, Deal) and new:
            record.phase = self.act.world.phases[self.act.account][0]
            record.entered = self.act.today
        if isinstance(record, Project):
            self._project(record, values)
        if isinstance(record, Ticket):
            self._ticket(record, values, new=new)
        elif "label" in values:
            record.label = values["label"]

    def _project(self, record: Project, values: dict[str, Any]) -> None:
        were = [*record.owners]
        record.owners = self._people(were, values.get("owners", were))
        there = record.participants
        record.participants = self._people(there, values.get("participants", there))
        if "customers" in values:
            record.customers = set(self._named(values["customers"]))
        if not record.owners:
            self.act.refuse("LAST_OWNER")
        for owner in [it for it in were if it not in record.owners]:
            self.act.passed(record, "PROJECT_OWNER", owner, None)
        for owner in [it for it in record.owners if it not in were]:
            self.act.passed(record, "PROJECT_OWNER", None, owner)

    def _people(self, there: list[Key], named: list[Key]) -> list[Key]:
        """Users and teams whom a row names; who is there already may stay."""
        for who in named:
            if who not in there and not who.startswith("Team:"):
                self.act.pick(who, PROJECTS)
        return [*named]

    def _ticket(self, record: Ticket, values: dict[str, Any], *, new: bool) -> None:
        user = values.get("assignee", record.assignee)
        if user is not None and user != record.assignee:
            self.act.pick(user, TICKETS)
        self.act.passed(record, "TICKET_ASSIGNEE", record.assignee, user)
        record.assignee = user
        if new:
            record.created, record.inbox = self.act.today, values.get("inbox", "")
            if not record.inbox:
                self.act.refuse("NOT_FOUND")
        if "label" in values and not new:
            record.label = f"#{record.number} {values['label']}"

    def _named(self, keys: list[Key | None]) -> list[Any]:
        """The records that a row names; who imports sees all of the account."""
        found = [self._ids.get(key, key) if key else None for key in keys]
        for key in found:
            record = self.act.world.records.get(key or "")
            if key and (record is None or record.account != self.act.account):
                self.act.refuse("NOT_FOUND")
        return found
