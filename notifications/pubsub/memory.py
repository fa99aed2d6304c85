"""Pub/sub within one process."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable


class MemorySignal:
    """A signal of the memory pub/sub."""

    def __init__(self, signals: dict[str, set["MemorySignal"]], topics: Iterable[str]) -> None:
        self._signals, self._topics = signals, tuple(topics)
        self._event = asyncio.Event()
        for topic in self._topics:
            signals[topic].add(self)

    def notify(self) -> None:
        """Wake who waits for it."""
        self._event.set()

    @property
    def is_set(self) -> bool:
        """Whether something was published since the last wait."""
        return self._event.is_set()

    async def wait(self) -> None:
        """Wait for the next message; those that came meanwhile count as one."""
        await self._event.wait()
        self._event.clear()

    def close(self) -> None:
        """Listen no longer."""
        for topic in self._topics:
            signals = self._signals[topic]
            signals.discard(self)
            if not signals:
                del self._signals[topic]


class MemoryPubSub:
    """Publishes within one process; what SQLite needs, and what the others use at their end."""

    def __init__(self) -> None:
        self._signals: dict[str, set[MemorySignal]] = defaultdict(set)

    async def publish(self, topics: Iterable[str]) -> None:
        """Wake whoever listens to one of the topics."""
        self.notify(topics)

    def notify(self, topics: Iterable[str]) -> None:
        """Set the signals of these topics at once."""
        for topic in topics:
            for signal in tuple(self._signals.get(topic, ())):
                signal.notify()

    def notify_all(self) -> None:
        """Set every signal, whatever its topics."""
        self.notify(tuple(self._signals))

    async def listen(self, *topics: str) -> MemorySignal:
        """A signal that is set whenever something is published on one of the topics from now on."""
        return MemorySignal(self._signals, topics)

    async def close(self) -> None:
        """Nothing is held."""
