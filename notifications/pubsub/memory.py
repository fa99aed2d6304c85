"""A broker within one process."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable


class MemoryBell:
    """A bell of the memory broker."""

    def __init__(self, bells: dict[str, set["MemoryBell"]], topics: Iterable[str]) -> None:
        self._bells, self._topics = bells, tuple(topics)
        self._event = asyncio.Event()
        for topic in self._topics:
            bells[topic].add(self)

    def strike(self) -> None:
        """Ring."""
        self._event.set()

    @property
    def rings(self) -> bool:
        """Whether it has rung since it was last heard."""
        return self._event.is_set()

    async def rung(self) -> None:
        """Wait for the next ring; those that came meanwhile count as one."""
        await self._event.wait()
        self._event.clear()

    def close(self) -> None:
        """Listen no longer."""
        for topic in self._topics:
            bells = self._bells[topic]
            bells.discard(self)
            if not bells:
                del self._bells[topic]


class MemoryBroker:
    """Rings within one process; what SQLite needs, and what the others ring at their end."""

    def __init__(self) -> None:
        self._bells: dict[str, set[MemoryBell]] = defaultdict(set)

    async def ring(self, topics: Iterable[str]) -> None:
        """Wake whoever listens to one of the topics."""
        self.strike(topics)

    def strike(self, topics: Iterable[str]) -> None:
        """Ring at once."""
        for topic in topics:
            for bell in tuple(self._bells.get(topic, ())):
                bell.strike()

    def strike_all(self) -> None:
        """Ring every bell, whatever its topics."""
        self.strike(tuple(self._bells))

    async def listen(self, *topics: str) -> MemoryBell:
        """A bell that hears every ring from now on."""
        return MemoryBell(self._bells, topics)

    async def close(self) -> None:
        """Nothing is held."""
