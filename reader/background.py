"""What only computes and may take long: on threads beside the event loop, in fair turns."""

import asyncio
import contextvars
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from orm.database.fair_turns import FairTurns, Origin
from reader.single_flight import SingleFlight

T = TypeVar("T")
#: The characters of a document up to which what is done with it is small: some 20 milliseconds.
SMALL = 4_000


class Lane:
    """One thread, on which work takes fair turns."""

    def __init__(self) -> None:
        self.turns = FairTurns()
        self._thread = ThreadPoolExecutor(1, "background")

    async def run(self, origin: Origin, work: Callable[[], T]) -> T:
        """What comes of some work, when it is its turn."""
        async with self.turns.turn(origin):
            loop, context = asyncio.get_running_loop(), contextvars.copy_context()
            # In between, Python gives the event loop its turn (server/process/threads.py).
            return await loop.run_in_executor(self._thread, partial(context.run, work))


class Background:
    """Two threads: what is small never waits for what is large."""

    def __init__(self) -> None:
        self._small, self._large = Lane(), Lane()
        self._together = SingleFlight(fresh=False)

    def __contains__(self, key: Hashable) -> bool:
        """Whether somebody has asked for a key, and waits for what comes of it."""
        return key in self._together

    async def once(self, key: Hashable, origin: Origin, size: int, work: Callable[[], T]) -> T:
        """What comes of some work, done once for all who ask for the same key meanwhile.

        size: the characters of the document that it is about.
        """
        lane = self._small if size <= SMALL else self._large
        return await self._together.once(key, lambda: lane.run(origin, work))
