"""A segment that a subscriber follows: which records they saw in it, and what changes of that."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field

from orm.event import EventKind
from orm.record import RecordKind
from reader.asked import Asked
from reader.binding import local_id
from reader.engine import Stale
from reader.errors import BadInput
from reader.segments.members import members
from resolvers.streams.happening import RIGHTS, Change, ChangeKind, Happening

WHERE = "recordChanges.segment"


@dataclass
class Watch:
    """A segment that a subscriber follows."""

    asked: Asked
    segment: int
    kind: RecordKind
    #: Their ids: what is in the segment and may be read, as of the last look.
    seen: set[int] = field(default_factory=set)

    @classmethod
    async def begin(cls, asked: Asked, id_: str) -> "Watch":
        """Follow the segment of a global id, from now on. Raises BadInput."""
        watch = cls(asked, local_id(id_, ("Segment",), WHERE)[1], RecordKind.COMPANY)
        kind, watch.seen = await watch._look()
        if kind is None:
            raise BadInput(f"{WHERE}: there is no such segment.", asked.key)
        watch.kind = kind
        return watch

    def concerns(self, happening: Happening) -> bool:
        """Whether an event can change what is in it."""
        if happening.kind is EventKind.SEGMENT_CHANGED:
            return bool(happening.data["segment"] == self.segment)
        mine = happening.changes_facts_of(self.asked.viewer)
        return mine or any(kind is self.kind for kind, _ in happening.all_records())

    async def changes(self, happening: Happening) -> AsyncIterator[Change]:
        """What an event is to who follows it."""
        ids = None
        if happening.kind not in (*RIGHTS, EventKind.SEGMENT_CHANGED):
            ids = {id_ for kind, id_ in happening.all_records() if kind is self.kind}
        _, now = await self._look(ids)
        before = self.seen if ids is None else self.seen & ids
        for id_ in sorted(before | now):
            change = self._change(happening, id_, was=id_ in before, is_=id_ in now)
            if change is not None:
                yield Change(change, self.kind, id_, happening.at)
        self.seen = self.seen - before | now

    def _change(self, happening: Happening, id_: int, *, was: bool, is_: bool) -> ChangeKind | None:
        usual = happening.usual((self.kind, id_))
        if not is_:
            return ChangeKind.DELETED if usual is ChangeKind.DELETED else ChangeKind.LOST
        if not was:
            return usual if usual is ChangeKind.CREATED else ChangeKind.GAINED
        return usual if (self.kind, id_) in happening.records else None

    async def _look(
        self, among: Collection[int] | None = None
    ) -> tuple[RecordKind | None, set[int]]:
        viewer = self.asked.viewer
        while True:
            try:
                return await members(self.asked, viewer, self.segment, among)
            except Stale:
                viewer = await self.asked.now()
