"""The events of one account, read once for everyone of it who listens in this process."""

import asyncio
from collections.abc import Callable, Iterator

from notifications.pubsub import PubSub, Signal, account_topic
from orm.database.database import Database
from orm.event import EventKind
from subscriptions.delivery import AT_A_TIME, Delivery, current_listeners
from subscriptions.listener import Listener
from subscriptions.reads import AT_ONCE, events_after, newest_event
from subscriptions.stored_event import StoredEvent


class Hubs:
    """The hubs of the accounts that somebody listens to in this process."""

    def __init__(self, database: Database, pubsub: PubSub) -> None:
        self._database, self._pubsub = database, pubsub
        self.by_account: dict[int, Hub] = {}

    async def join(self, listener: Listener) -> "Hub":
        """The hub of a listener's account, which hears of everything from now on."""
        account_id = listener.asked.viewer.account_id
        hub = self.by_account.get(account_id) or await self._open(account_id)
        hub.listeners.add(listener)
        try:
            listener.since = await listener.asked.reader.together.once(
                ("newest", account_id), lambda: newest_event(self._database, account_id)
            )
            listener.then = (await listener.asked.now()).profile
        except BaseException:
            hub.leave(listener)
            raise
        return hub

    async def _open(self, account_id: int) -> "Hub":
        signal = await self._pubsub.listen(account_topic(account_id))
        try:
            last = await newest_event(self._database, account_id)
        except BaseException:
            signal.close()
            raise
        if account_id in self.by_account:
            signal.close()
        else:
            hub = Hub(self._database, account_id, signal, last, self._close)
            self.by_account[account_id] = hub
        return self.by_account[account_id]

    def _close(self, hub: "Hub") -> None:
        if self.by_account.get(hub.account_id) is hub:
            del self.by_account[hub.account_id]

    async def pass_time(self, at: str) -> None:
        """Let each listener look again whose segment changes with time alone."""
        for hub in tuple(self.by_account.values()):
            await hub.pass_time(at)


class Hub:
    """Reads the events of an account while somebody listens, and gives each its due."""

    def __init__(
        self,
        database: Database,
        account_id: int,
        signal: Signal,
        newest_event: int,
        closed: Callable[["Hub"], None],
    ) -> None:
        self.account_id = account_id
        self.listeners: set[Listener] = set()
        self._database, self._signal, self._last = database, signal, newest_event
        self._closed = closed
        self._running = asyncio.create_task(self._run())

    def leave(self, listener: Listener) -> None:
        """Listen no longer; the last one to leave lets the hub go."""
        self.listeners.discard(listener)
        if not self.listeners:
            self._running.cancel()
            self._close()

    def _close(self) -> None:
        self._signal.close()
        self._closed(self)

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
            rows = await events_after(self._database, self.account_id, self._last)
            for row in rows:
                delivery = Delivery(self._database, StoredEvent.of(row))
                for some in self._some_at_a_time():
                    await delivery.give(some)
                    await asyncio.sleep(0)
                self._last = row[0]
            if len(rows) < AT_ONCE:
                break
        # What rang may also have been the end of somebody's session.
        for some in self._some_at_a_time():
            await current_listeners(self._database, some)
            await asyncio.sleep(0)

    def _some_at_a_time(self) -> Iterator[list[Listener]]:
        """Everyone who listens now; others have their turns before the next of them.

        Who joins meanwhile hears what comes after.
        """
        everyone = tuple(self.listeners)
        for start in range(0, len(everyone), AT_A_TIME):
            some = everyone[start : start + AT_A_TIME]
            yield [listener for listener in some if listener in self.listeners]
