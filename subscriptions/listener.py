"""One subscription to the records of an account: what waits for it, and when it is over."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from orm.record import RecordKind
from permissions.viewer import AccessProfile
from subscriptions.request import SubscriptionRequest
from subscriptions.stored_event import AccessChange, Change, StoredEvent
from subscriptions.watch import Watch

#: A change with its text and the rights it was read by, or what each listener works out alone.
Item = tuple[Change, str, AccessProfile] | Change | StoredEvent | AccessChange
#: How many changes wait for a subscriber before it is too slow.
MOST_WAITING = 1_000


class TooSlow(Exception):
    """The subscriber takes less than there is; it comes back and reads the state anew."""


@dataclass(eq=False)
class Listener:
    """One subscription to the records of an account."""

    asked: SubscriptionRequest
    kinds: frozenset[RecordKind]
    ids: frozenset[tuple[RecordKind, int]] | None
    #: The access profile that held for the viewer at the last event that was given.
    then: AccessProfile
    #: Those that hold now, as far as is known.
    profile: AccessProfile
    #: The segment that it follows, if it does.
    watch: Watch | None = None
    since: int = 0
    _waiting: deque[Item] = field(default_factory=deque)
    _over: Exception | None = None
    _news: asyncio.Future[None] | None = None

    def wants(self, kind: RecordKind, id_: int) -> bool:
        """Whether it is about a record."""
        return kind in self.kinds and (self.ids is None or (kind, id_) in self.ids)

    def begin_after(self, sequence: int) -> None:
        """Hear what happens to its segment after an event: of what waits already, too."""
        assert self.watch
        waiting, self.since = [*self._waiting], sequence
        self._waiting.clear()
        for item in waiting:
            assert isinstance(item, StoredEvent)
            if item.sequence > sequence and self.watch.takes(item):
                self._waiting.append(item)

    def put(self, item: Item) -> None:
        """Give it something to deliver; who lets too much wait is cut off."""
        if len(self._waiting) == MOST_WAITING:
            self.end(TooSlow())
        else:
            self._waiting.append(item)
            self._wake()

    def end(self, why: Exception) -> None:
        """Let it end at once."""
        self._over = self._over or why
        self._wake()

    def _wake(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def next(self) -> Item:
        """What waits next. Raises why it ended, such as SessionEnded and TooSlow."""
        while True:
            if self._over is not None:
                raise self._over
            if self._waiting:
                return self._waiting.popleft()
            self._news = asyncio.get_running_loop().create_future()
            await self._news
