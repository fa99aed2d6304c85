"""An event of the account as streams see it: which changes of records it is, and for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import orjson

from orm.database.rows import Row
from orm.event import EventData, EventKind
from orm.record import RecordKind
from permissions.record import ACCESS
from permissions.viewer import AccessProfile, Viewer
from reader.compile.binding import Call
from reader.plan import Plan
from subscriptions.request import SubscriptionRequest


class ChangeKind(StrEnum):
    """What a record's change is to who hears of it."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    DELETED = "DELETED"
    GAINED = "GAINED"
    LOST = "LOST"


GONE = (ChangeKind.DELETED, ChangeKind.LOST)
RIGHTS = (EventKind.ACCESS_CHANGED, EventKind.FEATURES_CHANGED)


@dataclass(frozen=True)
class AccessChange:
    """That rights were changed, and what they were to one viewer before it and after."""

    event: "StoredEvent"
    was: AccessProfile
    now: AccessProfile


Ref = tuple[RecordKind, int]
Readable = set[tuple[int, RecordKind, int]]


async def plan_of(asked: SubscriptionRequest, viewer: Viewer) -> Plan:
    """How a change is read for a viewer. Raises OperationError."""
    return await asked.reader.payload_plan(
        asked.document, asked.on, asked.nodes, asked.variables, viewer, asked.key, shared=True
    )


@dataclass(frozen=True)
class Change:
    """One change of one record, to one who hears of it."""

    change: ChangeKind
    kind: RecordKind
    id: int
    at: str

    def call(self, asked: SubscriptionRequest, viewer: Viewer) -> Call:
        """What it is read with."""
        given = {
            "change": self.change,
            "kind": self.kind,
            "record_id": f"{self.kind.type_name}:{self.id}",
            "record": None if self.change in GONE else (self.kind.value, self.id),
            "at": self.at,
        }
        return Call(viewer, asked.variables, given)

    async def read(self, asked: SubscriptionRequest, viewer: Viewer, plan: Plan) -> str | None:
        """The event as text; None where the record has gone meanwhile, as a later event says.

        Raises StaleViewer.
        """
        text = await asked.reader.text(plan, self.call(asked, viewer))
        if self.change not in GONE and asked.lacks_record(text):
            return None
        return asked.event(text)


@dataclass(frozen=True)
class StoredEvent:
    """An event, read back."""

    sequence: int
    kind: EventKind
    records: tuple[Ref, ...]
    data: EventData
    at: str

    @classmethod
    def of(cls, row: Row) -> "StoredEvent":
        """An event's row, as the reader answers it."""
        sequence, kind, record_kind, record_id, data, at = row
        known = orjson.loads(data)
        own = [(record_kind, record_id)] if record_kind else []
        refs = tuple(
            (RecordKind(name), int(id_)) for name, id_ in [*own, *known.get("records", ())]
        )
        return cls(int(sequence), EventKind(kind), refs, known, at)

    @property
    def concerns_one(self) -> bool:
        """Whether it is about one user, and lists what they gained and lost."""
        return "user" in self.data

    def changes_profile_of(self, viewer: Viewer) -> bool:
        """Whether it changed somebody's rights."""
        return self.kind in RIGHTS and self.data.get("user") in (None, viewer.id)

    def all_records(self) -> set[Ref]:
        """Every record that somebody may hear of by it."""
        others = {
            (RecordKind(kind), int(id_))
            for side in ("gained", "lost")
            for refs in self.data.get(side, {}).values()
            for kind, id_ in refs
        }
        return others | set(self.records)

    def changes(self, viewer: Viewer, readable: Readable, then: AccessProfile) -> Iterator[Change]:
        """What it is to one viewer, who may read no more than what is readable now.

        then: their profile when it happened, by which they knew of what is gone.
        """
        gained, lost = self.listed(viewer, "gained"), self.listed(viewer, "lost")
        for ref in (*self.records, *sorted((gained | lost) - set(self.records))):
            if self._is("DELETED", ref):
                if self._could_read(replace(viewer, profile=then), ref):
                    yield Change(ChangeKind.DELETED, *ref, self.at)
            elif (viewer.id, *ref) in readable:
                yield Change(ChangeKind.GAINED if ref in gained else self.usual(ref), *ref, self.at)
            elif ref in lost:
                yield Change(ChangeKind.LOST, *ref, self.at)

    def usual(self, ref: Ref) -> ChangeKind:
        """What it is to a record, for who can read that before and after."""
        if self._is("DELETED", ref):
            return ChangeKind.DELETED
        new = self._is("CREATED", ref) or ref in _refs(self.data.get("created", ()))
        return ChangeKind.CREATED if new else ChangeKind.UPDATED

    def _is(self, what: str, ref: Ref) -> bool:
        """Whether it is that a record was created, or deleted."""
        return self.kind.value == f"{ref[0]}_{what}"

    def listed(self, viewer: Viewer, side: str) -> set[Ref]:
        """What somebody gained by it, or lost."""
        return _refs(self.data.get(side, {}).get(str(viewer.id), ()))

    def _could_read(self, viewer: Viewer, ref: Ref) -> bool:
        """Whether they could read what is gone: by their profile, or as one around it."""
        granted = ACCESS[ref[0]].permissions()["read"].grant(viewer)
        return granted is True or (granted is not False and viewer.id in self.data["readers"])


def _refs(listed: Iterable[Row]) -> set[Ref]:
    return {(RecordKind(kind), int(id_)) for kind, id_ in listed}
