"""Sessions that run out while a stream is open: by one timer for all of them."""

import asyncio
import time
from bisect import bisect_left, insort
from collections.abc import Iterator
from contextlib import contextmanager

from notifications.pubsub import PubSub, account_topic, user_topic
from permissions.viewer import Viewer

LONGEST = 3600.0  # seconds; then the clock of the machine, which may be set, is looked at again


class Expiries:
    """Wakes the streams of a session that runs out, which then find by themselves that it is over.

    They are ordered by time, so that one timer is enough, and no statement runs before it.
    """

    def __init__(self, pubsub: PubSub) -> None:
        self._pubsub = pubsub
        self._open: list[tuple[int, str, str]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._next = 0
        self._ringing: set[asyncio.Task[None]] = set()

    @contextmanager
    def watching(self, viewer: Viewer) -> Iterator[None]:
        """Wake whatever the viewer listens to if their session runs out while this is open."""
        entry = (viewer.expires_at, user_topic(viewer.id), account_topic(viewer.account_id))
        insort(self._open, entry)
        self._schedule()
        try:
            yield
        finally:
            place = bisect_left(self._open, entry)
            if self._open[place : place + 1] == [entry]:
                del self._open[place]
            self._schedule()

    def _schedule(self) -> None:
        first = self._open[0][0] if self._open else 0
        if first == self._next:
            return
        self._next = first
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if first:
            wait = min(max(first - time.time(), 0), LONGEST)
            self._timer = asyncio.get_running_loop().call_later(wait, self._wake)

    def _wake(self) -> None:
        self._next = 0
        over = bisect_left(self._open, (int(time.time()) + 1,))
        topics = {topic for _, *of_both in self._open[:over] for topic in of_both}
        del self._open[:over]
        self._schedule()
        if topics:
            task = asyncio.create_task(self._pubsub.publish(topics))
            self._ringing.add(task)
            task.add_done_callback(self._ringing.discard)
