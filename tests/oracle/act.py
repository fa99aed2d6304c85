"""One operation in the model: what it changes, what happened, and why it is refused."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.model import may
from tests.model.told import Happened, tell
from tests.model.world import Key, Person, Record, World

R = TypeVar("R", bound=Record)
UNSET: Any = object()


class Stop(Exception):
    """It is refused at the door, with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Act:
    """What somebody does, on a copy of the world; nobody where it is the operator or an import."""

    before: World
    by: Key | None
    account: Key
    #: The id that the service gave to what is created.
    new: Key = ""
    problems: set[str] = field(default_factory=set)
    events: list[Happened] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.world = self.before.copy()
        if self.by is not None and not self.viewer.active:
            raise Stop("UNAUTHENTICATED")

    @property
    def viewer(self) -> Person:
        """Whoever does it."""
        return self.world.people[self.by or ""]

    @property
    def seconds(self) -> bool:
        """Whether second responsibles count."""
        return self.world.accounts[self.account].seconds

    @property
    def today(self) -> int:
        """Which day it is in the account."""
        return self.world.accounts[self.account].day

    def with_module(self, module: str) -> None:
        """What needs a module."""
        if not may.has(self.world, self.viewer, module):
            raise Stop("FEATURE_NOT_AVAILABLE")

    def names(self, module: str) -> None:
        """Something is named that needs a module."""
        if not may.has(self.world, self.viewer, module):
            self.refuse("FEATURE_NOT_AVAILABLE")

    def as_admin(self) -> None:
        """What only administrators do."""
        if not self.viewer.admin:
            raise Stop("FORBIDDEN")

    def reading(self, type_: type[R], key: Key) -> R:
        """A record that they may read."""
        self.with_module(may.MODULE[key.partition(":")[0].upper()])
        record = self.world.records.get(key)
        if not isinstance(record, type_) or not may.reads(self.world, self.viewer, record):
            raise Stop("NOT_FOUND")
        return record

    def updating(self, type_: type[R], key: Key, version: int | None = None) -> R:
        """A record that they may change, of the version that they have seen."""
        record = self.reading(type_, key)
        if not may.updates(self.world, self.viewer, record):
            raise Stop("FORBIDDEN")
        if version is not None and version != record.version:
            self.refuse("VERSION_CONFLICT")
        return record

    def deleting(self, type_: type[R], key: Key) -> R:
        """A record that they may delete."""
        record = self.reading(type_, key)
        if not may.deletes(self.world, self.viewer, record):
            raise Stop("FORBIDDEN")
        return record

    def refuse(self, code: str) -> None:
        """Something that the caller can mend."""
        self.problems.add(code)

    def pick(self, user: Key, module: str | None) -> None:
        """Somebody who is to be responsible."""
        person = self.world.people.get(user)
        if person is None or person.account != self.account:
            self.refuse("NOT_FOUND")
        elif not person.active:
            self.refuse("USER_INACTIVE")
        elif module and module not in person.modules:
            self.refuse("ASSIGNEE_LACKS_MODULE")

    def keep_access(self, record: Record, *, confirmed: bool) -> None:
        """Nobody takes their own access away without saying so."""
        if not confirmed and not may.reads(self.world, self.viewer, record):
            self.refuse("LOSS_OF_OWN_ACCESS")

    def passed(self, record: Record, role: str, old: Key | None, new: Key | None) -> None:
        """A role of a record passed from one to another."""
        if old != new:
            record.history.append((role, old, new, self.by))

    def event_of(self, kind: str, record: Record | None = None, **given: Any) -> None:
        """Something happened."""
        label = record.label if record else given.pop("label")
        self.events.append(Happened(kind, label, record.id if record else None, **given))

    def end(self) -> None:
        """Tell everybody."""
        for event in self.events:
            tell(self.before, self.world, event, self.by, self.account)
