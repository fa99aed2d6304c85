"""An event of an account on its way to those who listen: what it is to each, and its text."""

import asyncio
from collections import defaultdict
from collections.abc import Collection
from functools import partial

from orm.database.database import Database
from orm.database.fair_turns import Origin
from orm.errors import OperationError
from orm.record import RecordKind
from permissions.readers import readers
from permissions.record import ACCESS
from permissions.viewer import Viewer
from reader.viewers import current_viewers
from resolvers.visibility.access_diff import profile_from
from subscriptions.listener import Item, Listener
from subscriptions.request import SessionEnded
from subscriptions.stored_event import RIGHTS, AccessChange, Change, StoredEvent, plan_of

#: How many listeners are given something before others have their turns: some 10 milliseconds.
AT_A_TIME = 100


class Delivery:
    """One event, given to all who listen, some at a time."""

    def __init__(self, database: Database, event: StoredEvent) -> None:
        self._database, self._stored_event = database, event
        #: What was read for all for whom it is the same statement and values.
        self._texts: dict[tuple[object, ...], Item | None] = {}

    async def give(self, listeners: Collection[Listener]) -> None:
        """Give some listeners what it is to each."""
        event, viewers = self._stored_event, await current_listeners(self._database, listeners)
        hearing = {
            listener: viewer
            for listener, viewer in viewers.items()
            if listener.since < event.sequence
        }
        for listener in [it for it in hearing if it.watch]:
            # Who follows a segment works out alone what an event is to them.
            if listener.watch and listener.watch.takes(event):
                listener.put(event)
            del hearing[listener]
        if event.kind in RIGHTS:
            for listener, viewer in hearing.items():
                if event.changes_profile_of(viewer):
                    was, listener.then = (
                        profile_from(event.data[side], listener.then)
                        for side in ("before", "after")
                    )
                    listener.put(AccessChange(event, was, listener.then))
            return
        await self._give(hearing)

    async def _readable(self, hearing: dict[Listener, Viewer]) -> set[tuple[int, RecordKind, int]]:
        """Who of those listening may read which of the records, in a statement or two for all."""
        among = list({viewer.id: viewer for viewer in hearing.values()}.values())
        database, found = self._database, set()
        by_kind: dict[RecordKind, set[int]] = defaultdict(set)
        for kind, id_ in self._stored_event.all_records():
            if any(listener.wants(kind, id_) for listener in hearing):
                by_kind[kind].add(id_)
        for kind, ids in by_kind.items():
            rows = partial(database.readers.rows, origin=shared_profile(among[0]))
            pairs = await readers(rows, database.dialect, ACCESS[kind], sorted(ids), among)
            found |= {(user, kind, id_) for user, id_ in pairs}
        return found

    async def _give(self, hearing: dict[Listener, Viewer]) -> None:
        readable = await self._readable(hearing)
        given: list[tuple[Listener, Item]] = []
        wanted = (
            (listener, viewer, change)
            for listener, viewer in hearing.items()
            for change in self._stored_event.changes(viewer, readable, listener.then)
            if listener.wants(change.kind, change.id)
        )
        for listener, viewer, change in wanted:
            try:
                item = await self._item(listener, viewer, change)
            except OperationError as error:
                # With other rights it may cost too much, which concerns nobody else.
                listener.end(error)
                continue
            if item is not None:
                given.append((listener, item))
            if len(given) == AT_A_TIME:
                await self._hand_over(given)
                await asyncio.sleep(0)
        await self._hand_over(given)

    async def _hand_over(self, given: list[tuple[Listener, Item]]) -> None:
        """Give what was read, by the rights that there are after it.

        Texts are read behind no session, so one may be of a moment at which somebody had lost their
        rights already; whose are others by now reads by those, or not at all.
        """
        if read := {listener for listener, item in given if isinstance(item, tuple)}:
            await current_listeners(self._database, read)
        for listener, item in given:
            listener.put(item)
        given.clear()

    async def _item(self, listener: Listener, viewer: Viewer, change: Change) -> Item | None:
        """The event as text; read once for all for whom it is the same statement and values."""
        plan = await plan_of(listener.asked, viewer)
        if plan.personal:
            return change
        key = (plan, change, *plan.values(change.call(listener.asked, viewer)))
        if key not in self._texts:
            text = await change.read(listener.asked, viewer, plan)
            self._texts[key] = None if text is None else (change, text, viewer.profile)
        return self._texts[key]


def shared_profile(viewer: Viewer) -> Origin:
    """Whose work it is what is read for all who listen in an account."""
    return Origin(viewer.account_id, "")


async def current_listeners(
    database: Database, listeners: Collection[Listener]
) -> dict[Listener, Viewer]:
    """Those who listen as they are now; the sessions of the others are over."""
    digests = {listener.asked.viewer.token_hash or "" for listener in listeners}
    if not listeners:
        return {}
    origin = shared_profile(next(iter(listeners)).asked.viewer)
    now = await current_viewers(database, digests, origin)
    found = {}
    for listener in listeners:
        viewer = now.get(listener.asked.viewer.token_hash or "")
        if viewer is None:
            listener.end(SessionEnded())
        else:
            found[listener] = viewer
            listener.profile = viewer.profile
    return found
