"""A segment that a subscriber follows: which records they saw in it, and what changes of that."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass

from orm.database.fair_turns import of_no_account
from orm.errors import BadInput, FeatureNotAvailable, StaleViewer
from orm.event import EventKind
from orm.record import RecordKind
from orm.values.global_id import local_id
from permissions.segment import SegmentAccess
from resolvers.write.authorization import refusal_of_missing
from resolvers.write.transaction import anonymous_transaction
from subscriptions.request import SubscriptionRequest
from subscriptions.segment_members import Members, members
from subscriptions.stored_event import Change, ChangeKind, Ref, StoredEvent

WHERE = "recordChanges.segment"


@dataclass
class Watch:
    """A segment that a subscriber follows."""

    asked: SubscriptionRequest
    segment: int
    #: What it is a segment of; None before the first look, until when everything is taken.
    kind: RecordKind | None = None
    #: What is in the segment and may be read, and what that depends on, as of the last look.
    seen: frozenset[int] = frozenset()
    looks_at: frozenset[RecordKind] = frozenset()
    #: Whether time alone can change what is in it.
    moves: bool = False
    #: Events by which it may depend on other things, and that are not worked out yet.
    _due: int = 0

    @classmethod
    def of(cls, asked: SubscriptionRequest, id_: str) -> "Watch":
        """What follows the segment of a global id, once it has begun. Raises BadInput."""
        return cls(asked, local_id(id_, ("Segment",), WHERE)[1])

    async def begin(self) -> int:
        """See what is in it; answers the last event that this shows the end of.

        Raises BadInput, and FeatureNotAvailable for a kind that is not available to the viewer.
        """
        found = await self._look()
        if found.kind is None:
            viewer = self.asked.viewer
            async with anonymous_transaction(viewer.database, of_no_account(viewer.id)):
                missing = await refusal_of_missing(viewer, SegmentAccess, self.segment)
            if isinstance(missing, FeatureNotAvailable):
                message = f"{WHERE}: this is not available to you."
                raise FeatureNotAvailable(message, self.asked.key)
            raise BadInput(f"{WHERE}: there is no such segment.", self.asked.key)
        self.kind, self.seen = found.kind, found.ids
        return found.as_of

    def takes(self, event: StoredEvent) -> bool:
        """Whether an event can change what is in it; then it has to be worked out."""
        if self.kind is None:
            return True
        if self._is_whole(event):
            self._due += 1
            return True
        records = event.all_records()
        return bool(records) and (self._due > 0 or any(it in self.looks_at for it, _ in records))

    def _is_whole(self, event: StoredEvent) -> bool:
        """Whether not only records are otherwise, but what decides who is in it."""
        match event.kind:
            case EventKind.SEGMENT_CHANGED:
                data = event.data
                return data.get("segment") == self.segment or data.get("kind") == self.kind
            case EventKind.RECORDS_IMPORTED | EventKind.USER_DEACTIVATED | EventKind.TEAM_CHANGED:
                # People, and who is in which team.
                return True
        return event.changes_profile_of(self.asked.viewer)

    async def changes(self, event: StoredEvent) -> AsyncIterator[Change]:
        """What an event that it took is to who follows it."""
        kind, records, whole = self.kind, event.all_records(), self._is_whole(event)
        assert kind, "nothing is worked out before the first look"
        # Of records of its own kind only those can have changed; others can change any of it.
        alone = not whole and all(of is kind for of, _ in records)
        ids = {id_ for _, id_ in records} if alone else None
        now = (await self._look(ids)).ids
        self._due -= whole
        before = self.seen if ids is None else self.seen & ids
        for id_ in sorted(before | now):
            change = self._change(event, (kind, id_), was=id_ in before, is_=id_ in now)
            if change is not None:
                yield Change(change, kind, id_, event.at)
        self.seen = self.seen - before | now

    @staticmethod
    def _change(event: StoredEvent, ref: Ref, *, was: bool, is_: bool) -> ChangeKind | None:
        usual = event.usual(ref)
        if not is_:
            return ChangeKind.DELETED if usual is ChangeKind.DELETED else ChangeKind.LOST
        if not was:
            return usual if usual is ChangeKind.CREATED else ChangeKind.GAINED
        return usual if ref in event.records else None

    async def _look(self, among: Collection[int] | None = None) -> Members:
        viewer = self.asked.viewer
        while True:
            try:
                found = await members(self.asked, viewer, self.segment, among)
            except StaleViewer:
                viewer = await self.asked.now()
            else:
                self.looks_at, self.moves = found.looks_at, found.moves
                return found
