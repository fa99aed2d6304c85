"""The events of one account, read once for everyone of it who listens in this process."""

import asyncio
from collections import defaultdict
from functools import partial
from typing import Any

from notifications.broker import Bell, of_account
from orm.event import EventKind
from orm.fair import Origin
from orm.record import RecordKind
from permissions.readers import readers
from permissions.record import ACCESS
from permissions.viewer import Viewer
from reader.asked import SessionEnded
from reader.errors import ReadError
from reader.following import AT_ONCE, events_after, newest_event
from reader.viewers import present
from resolvers.house import house
from resolvers.rights import facts_by
from resolvers.streams.happening import RIGHTS, Change, Happening, Shift, plan_of
from resolvers.streams.listener import MOST_WAITING, Item, Listener


class Hub:
    """Reads the events of an account while somebody listens, and gives each its due."""

    def __init__(self, account_id: int, bell: Bell, newest_event: int) -> None:
        self.account_id = account_id
        self.listeners: set[Listener] = set()
        self._bell, self._last, self._hubs = bell, newest_event, house().hubs
        self._origin = Origin(account_id, "")
        self._running = asyncio.create_task(self._run())

    @classmethod
    async def join(cls, listener: Listener) -> "Hub":
        """The hub of a listener's account, which hears of everything from now on."""
        account_id, hubs = listener.asked.viewer.account_id, house().hubs
        if account_id not in hubs:
            bell = await house().broker.listen(of_account(account_id))
            try:
                last = await newest_event(house().database, account_id)
            except BaseException:
                bell.close()
                raise
            if account_id in hubs:
                bell.close()
            else:
                hubs[account_id] = cls(account_id, bell, last)
        hub: Hub = hubs[account_id]
        hub.listeners.add(listener)
        try:
            listener.since = await newest_event(house().database, account_id)
            listener.then = (await listener.asked.now()).facts
        except BaseException:
            hub.leave(listener)
            raise
        return hub

    def leave(self, listener: Listener) -> None:
        """Listen no longer; the last one to leave lets the hub go."""
        self.listeners.discard(listener)
        if not self.listeners:
            self._running.cancel()
            self._close()

    def _close(self) -> None:
        self._bell.close()
        if self._hubs.get(self.account_id) is self:
            del self._hubs[self.account_id]

    def pass_time(self, at: str) -> None:
        """Let each look again whose segment changes with time alone."""
        for listener in self.listeners:
            if (watch := listener.watch) and watch.moves:
                data = {"segment": watch.segment}
                happening = Happening(0, EventKind.SEGMENT_CHANGED, (), data, at)
                if watch.takes(happening):
                    listener.put(happening)

    async def _run(self) -> None:
        try:
            while True:
                await self._bell.rung()
                await self._deliver_all()
        except Exception as error:
            # Whoever listens must not wait for a hub that is gone; they come back to a new one.
            for listener in self.listeners:
                listener.end(error)
            self._close()

    async def _deliver_all(self) -> None:
        while True:
            rows = await events_after(house().database, self.account_id, self._last)
            for row in rows:
                await self._deliver(Happening.of(row), await self._viewers())
                self._last = row[0]
            if len(rows) < AT_ONCE:
                break
        # What rang may also have been the end of somebody's session.
        await self._viewers()

    async def _viewers(self) -> dict[Listener, Viewer]:
        """Everyone who listens as they are now; the sessions of the others are over."""
        # Of these only: who joins meanwhile was not asked for, and hears what comes after.
        listeners = tuple(self.listeners)
        digests = {listener.asked.viewer.token_hash or "" for listener in listeners}
        now = await present(house().database, digests, self._origin)
        found = {}
        for listener in listeners:
            viewer = now.get(listener.asked.viewer.token_hash or "")
            if viewer is None:
                listener.end(SessionEnded())
            else:
                found[listener] = viewer
                listener.facts = viewer.facts
        return found

    async def _deliver(self, happening: Happening, viewers: dict[Listener, Viewer]) -> None:
        hearing = {
            listener: viewer
            for listener, viewer in viewers.items()
            if listener.since < happening.sequence
        }
        for listener in [it for it in hearing if it.watch]:
            # Who follows a segment works out alone what an event is to them.
            if listener.watch and listener.watch.takes(happening):
                listener.put(happening)
            del hearing[listener]
        if happening.kind in RIGHTS:
            for listener, viewer in hearing.items():
                if happening.changes_facts_of(viewer):
                    was, listener.then = (
                        facts_by(happening.data[side], listener.then)
                        for side in ("before", "after")
                    )
                    listener.put(Shift(happening, was, listener.then))
            return
        await self._give(happening, hearing)

    async def _readable(
        self, happening: Happening, hearing: dict[Listener, Viewer]
    ) -> set[tuple[int, RecordKind, int]]:
        """Who of those listening may read which of the records, in a statement or two for all."""
        among = list({viewer.id: viewer for viewer in hearing.values()}.values())
        database, found = house().database, set()
        by_kind: dict[RecordKind, set[int]] = defaultdict(set)
        for kind, id_ in happening.all_records():
            if any(listener.wants(kind, id_) for listener in hearing):
                by_kind[kind].add(id_)
        for kind, ids in by_kind.items():
            rows = partial(database.readers.rows, origin=self._origin)
            pairs = await readers(rows, database.dialect, ACCESS[kind], sorted(ids), among)
            found |= {(user, kind, id_) for user, id_ in pairs}
        return found

    async def _give(self, happening: Happening, hearing: dict[Listener, Viewer]) -> None:
        """Give each what the event is to them."""
        readable, texts = await self._readable(happening, hearing), dict[Any, Item | None]()
        given: list[tuple[Listener, Item]] = []
        wanted = (
            (listener, viewer, change)
            for listener, viewer in hearing.items()
            for change in happening.changes(viewer, readable, listener.then)
            if listener.wants(change.kind, change.id)
        )
        for listener, viewer, change in wanted:
            try:
                item = await self._item(listener, viewer, change, texts)
            except ReadError as error:
                # With other rights it may cost too much, which concerns nobody else.
                listener.end(error)
                continue
            if item is not None:
                given.append((listener, item))
            if len(given) == MOST_WAITING:
                await self._hand_over(given)
        await self._hand_over(given)

    async def _hand_over(self, given: list[tuple[Listener, Item]]) -> None:
        """Give what was read, by the rights that there are after it.

        Texts are read behind no session, so one may be of a moment at which somebody had lost their
        rights already; whose are others by now reads by those, or not at all.
        """
        if any(isinstance(item, tuple) for _, item in given):
            await self._viewers()
        for listener, item in given:
            listener.put(item)
        given.clear()

    async def _item(
        self, listener: Listener, viewer: Viewer, change: Change, texts: dict[Any, Item | None]
    ) -> Item | None:
        """The event as text; read once for all for whom it is the same statement and values."""
        plan = await plan_of(listener.asked, viewer)
        if plan.personal:
            return change
        key = (plan, change, *plan.values(change.call(listener.asked, viewer)))
        if key not in texts:
            text = await change.read(listener.asked, viewer, plan)
            texts[key] = None if text is None else (change, text, viewer.facts)
        return texts[key]
