"""The events of one account, read once for everyone of it who listens in this process."""

import asyncio
from collections.abc import Iterator

from notifications.pubsub import Signal, account_topic
from orm.event import EventKind
from resolvers.runtime.runtime import runtime
from subscriptions.delivery import AT_A_TIME, Delivery, current_listeners
from subscriptions.listener import Listener
from subscriptions.reads import AT_ONCE, events_after, newest_event
from subscriptions.stored_event import StoredEvent


class Hub:
    """Reads the events of an account while somebody listens, and gives each its due."""

    def __init__(self, account_id: int, signal: Signal, newest_event: int) -> None:
        self.account_id = account_id
        self.listeners: set[Listener] = set()
        self._signal, self._last, self._hubs = signal, newest_event, runtime().hubs
        self._running = asyncio.create_task(self._run())

    @classmethod
    async def join(cls, listener: Listener) -> "Hub":
        """The hub of a listener's account, which hears of everything from now on."""
        account_id, hubs = listener.asked.viewer.account_id, runtime().hubs
        if account_id not in hubs:
            signal = await runtime().pubsub.listen(account_topic(account_id))
            try:
                last = await newest_event(runtime().database, account_id)
            except BaseException:
                signal.close()
                raise
            if account_id in hubs:
                signal.close()
            else:
                hubs[account_id] = cls(account_id, signal, last)
        hub: Hub = hubs[account_id]
        hub.listeners.add(listener)
        try:
            listener.since = await listener.asked.reader.together.once(
                ("newest", account_id),
                lambda: newest_event(runtime().database, account_id),
            )
            listener.then = (await listener.asked.now()).profile
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
        self._signal.close()
        if self._hubs.get(self.account_id) is self:
            del self._hubs[self.account_id]

    async def pass_time(self, at: str) -> None:
        """Let each look again whose segment changes with time alone."""
        for some in self._some_at_a_time():
            for listener in some:
                if (watch := listener.watch) and watch.moves:
                    data = {"segment": watch.segment}
                    event = StoredEvent(0, EventKind.SEGMENT_CHANGED, (), data, at)
                    if watch.takes(event):
                        listener.put(event)
            await asyncio.sleep(0)

    async def _run(self) -> None:
        try:
            while True:
                await self._signal.wait()
                await self._deliver_all()
        except Exception as error:
            # Whoever listens must not wait for a hub that is gone; they come back to a new one.
            for listener in self.listeners:
                listener.end(error)
            self._close()

    async def _deliver_all(self) -> None:
        while True:
            rows = await events_after(runtime().database, self.account_id, self._last)
            for row in rows:
                delivery = Delivery(StoredEvent.of(row))
                for some in self._some_at_a_time():
                    await delivery.give(some)
                    await asyncio.sleep(0)
                self._last = row[0]
            if len(rows) < AT_ONCE:
                break
        # What rang may also have been the end of somebody's session.
        for some in self._some_at_a_time():
            await current_listeners(some)
            await asyncio.sleep(0)

    def _some_at_a_time(self) -> Iterator[list[Listener]]:
        """Everyone who listens now; others have their turns before the next of them.

        Who joins meanwhile hears what comes after.
        """
        everyone = tuple(self.listeners)
        for start in range(0, len(everyone), AT_A_TIME):
            some = everyone[start : start + AT_A_TIME]
            yield [listener for listener in some if listener in self.listeners]
