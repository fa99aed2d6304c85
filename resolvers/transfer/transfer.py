"""One passing on, of as many places as it takes: decided whole, then written."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum

from notifications.events.account import ResponsibilitiesTransferred
from orm.errors import FeatureNotAvailable
from orm.event import EventData
from orm.record import Record, RecordKind, ResponsibilityRole
from orm.user import Module, User
from permissions.record import ACCESS
from permissions.viewer import Viewer
from resolvers.summary import Counts, in_words, summaries
from resolvers.transfer.place import Assignment, Move, Moves, Passing
from resolvers.transfer.places import PLACES, kinds_with
from resolvers.visibility.record_diff import BulkVisibilityDiff
from resolvers.visibility.visible_counts import visible
from resolvers.write.batches import chunks
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_assignee
from resolvers.write.unit_of_work import UnitOfWork


class HandoverAction(StrEnum):
    """What becomes of a role of somebody who leaves."""

    TRANSFER = "TRANSFER"
    LEAVE = "LEAVE"
    CLEAR = "CLEAR"


class Transfer:
    """What one user passes on."""

    def __init__(self, viewer: Viewer, work: UnitOfWork, giver: User, path: str) -> None:
        self.viewer, self.work, self.giver, self._path = viewer, work, giver, path
        self.batch = str(uuid.uuid4())
        #: What they have, by role; what is not available is left as it is.
        self.held: dict[ResponsibilityRole, list[Assignment]] = {}
        self._moves: list[Moves] = []
        self._saved: set[tuple[type[Record], int]] = set()
        self._diff = BulkVisibilityDiff(work.database, work.account)
        self.gained: Counts = Counter()
        self.lost: Counts = Counter()

    async def look(
        self,
        roles: Iterable[ResponsibilityRole] | None,
        wanted: Callable[[Record], bool],
    ) -> None:
        """Find what the giver has of what the viewer has, in some roles or in all.

        Raises FeatureNotAvailable for a role that is asked for and is not available to the viewer.
        """
        if any(not self.viewer.has(PLACES[role].module) for role in roles or ()):
            raise FeatureNotAvailable
        await self._look(PLACES if roles is None else roles, self.viewer.profile.available, wanted)

    async def look_everywhere(self) -> None:
        """Find what the giver has, also where the viewer or the account lacks the module."""
        await self._look(PLACES, frozenset(Module), lambda record: True)

    async def _look(
        self,
        roles: Iterable[ResponsibilityRole],
        modules: frozenset[Module],
        wanted: Callable[[Record], bool],
    ) -> None:
        for role in dict.fromkeys(roles):
            place = PLACES[role]
            if place.module is None or place.module in modules:
                held = await place.held(self.giver.id, kinds_with(modules))
                if some := [it for it in held if wanted(it.record)]:
                    self.held[role] = some

    def said(self, role: ResponsibilityRole) -> str:
        """A role as the viewer may know of it: counted where all of it is available to them."""
        held = self.held[role]
        seen = all(self.viewer.has(ACCESS[it.record.kind].module) for it in held)
        return f"{role} ({len(held)})" if seen else role

    async def decide(
        self, role: ResponsibilityRole, action: HandoverAction, to: int | None
    ) -> None:
        """Pass on, clear or leave one role of the giver. Raises Invalid."""
        if action is HandoverAction.LEAVE:
            return
        if action is HandoverAction.CLEAR:
            to = None
        elif to is None:
            raise invalid(UserErrorCode.REQUIRED, f"Say to whom {role} goes.", self._path)
        elif to == self.giver.id:
            raise invalid(UserErrorCode.INVALID, "These are the same user.", self._path)
        else:
            await find_assignee(self.viewer, to, module=PLACES[role].module, path=self._path)
        second_responsibles, account = self.work.second_responsibles, self.work.account
        passing = Passing(account, self.viewer, self.giver.id, to, second_responsibles, self._path)
        self._moves.append(await PLACES[role].pass_on(self.held[role], passing))

    async def carry_out(self) -> None:
        """Write what was decided, with its history, and count who gained and lost what."""
        moves = [move for some in self._moves for move in some.all]
        people = {user for move in moves for user in (*move.took, *move.left)}
        await self._diff.before([move.record for move in moves], people)
        self.lost = await self._count(lambda move: move.left)
        for some in self._moves:
            await some.save()
            await self._save_records(some)
        await self.work.passed_on(((move.record, move.passed) for move in moves), self.batch)
        self.gained = await self._count(lambda move: move.took)
        self.work.later(self._diff)

    async def _save_records(self, moves: Moves) -> None:
        """Save what was moved: those that come to have the same, together."""
        alike: dict[tuple[type[Record], tuple[object, ...]], set[int]] = defaultdict(set)
        for move in moves.all:
            values = tuple(getattr(move.record, name) for name in moves.columns)
            alike[type(move.record), values].add(move.record.id)
        for (model, values), ids in alike.items():
            columns = dict(zip(moves.columns, values, strict=True))
            # What is moved in several places at once is changed once.
            again = {id_ for id_ in ids if (model, id_) in self._saved}
            for some in chunks(sorted(ids - again)):
                await model.change_all(some, **columns)
            for some in chunks(sorted(again)) if columns else ():
                await model.filter(id__in=some).update(**columns)
            self._saved |= {(model, id_) for id_ in ids}

    async def _count(self, of: Callable[[Move], frozenset[int]]) -> Counts:
        """How much it is for each person, of what they may read now."""
        counts: Counts = Counter()
        for moves in self._moves:
            noun = moves.place.noun
            pairs = [(it.record, user) for it in moves.all for user in of(it)]
            refs = [(user, record.kind, record.id) for record, user in pairs]
            for (user, kind), count in (
                await visible(self.work.database, self.work.account, refs)
            ).items():
                counts[user, noun or kind] += count
        return counts

    @property
    def moved(self) -> set[tuple[RecordKind, int]]:
        """The records that are otherwise now."""
        every = (move.record for moves in self._moves for move in moves.all)
        return {(record.kind, record.id) for record in every}

    def gains(self) -> dict[int, str]:
        """How much each who gained something did, in words."""
        return in_words(self.gained)

    def event(self) -> ResponsibilitiesTransferred:
        """What those who gained or lost are told: one summary each."""
        own = summaries(self.gained, self.lost)
        return ResponsibilitiesTransferred(
            self.giver.name, concerns=tuple(own), own=own, data=self.data()
        )

    def data(self) -> EventData:
        """What streams need to know: which records it was about."""
        records = [[kind.value, id_] for kind, id_ in sorted(self.moved)]
        return {"records": records, "batch": self.batch}
