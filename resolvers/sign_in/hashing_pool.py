"""Threads for what takes long, such as hashing a password: bounded, and fair by who asks."""

import asyncio
import os
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar, TypeVarTuple, Unpack

from orm.errors import RateLimited

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")

THREADS = max(1, (os.cpu_count() or 2) // 2)
MOST_OF_ONE, MOST_OF_ALL = 16, 256
NICENESS = 10


class HashingPool:
    """Runs work on threads of its own; those who ask take turns, each behind their own work."""

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, "hashing", initializer=_give_way)
        self._idle = threads
        self._entered: Counter[str] = Counter()
        #: Those whose turn it is not yet, by who asks; who comes first has the next turn.
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    @contextmanager
    def entry(self, asker: str) -> Iterator[None]:
        """Keep a place for what is inside. Raises RateLimited where too much is under way."""
        is_full = self._entered.total() >= MOST_OF_ALL
        if self._entered[asker] >= MOST_OF_ONE or (is_full and not self._make_room(asker)):
            raise RateLimited(retry_after=1)
        self._entered[asker] += 1
        try:
            yield
        finally:
            self._entered[asker] -= 1
            if not self._entered[asker]:
                del self._entered[asker]

    async def run(
        self, asker: str, work: Callable[[Unpack[Arguments]], T], *arguments: *Arguments
    ) -> T:
        """The result of work on a thread. What nobody waits for any more is not begun.

        Raises RateLimited where it has to make room for somebody who asks for less.
        """
        await self._turn(asker)
        running = self._threads.submit(work, *arguments)
        loop = asyncio.get_running_loop()
        # The thread is free when the work has ended, even where nobody waits for it any more.
        running.add_done_callback(lambda _: loop.call_soon_threadsafe(self._next))
        return await asyncio.wrap_future(running)

    async def close(self) -> None:
        """End the threads when what they are at is done."""
        await asyncio.to_thread(self._threads.shutdown)

    async def _turn(self, asker: str) -> None:
        if self._idle:
            self._idle -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(asker, deque()).append(turn)
        try:
            # Whoever leaves takes it back below; until then it may still be given to them.
            await asyncio.shield(turn)
        except asyncio.CancelledError:
            if turn in self._waiting.get(asker, ()):
                self._take(asker, self._waiting[asker].index(turn))
            elif not turn.exception():
                self._next()
            raise

    def _next(self) -> None:
        """Give the turn to the first who waits; what else they have asked for goes to the end."""
        if not self._waiting:
            self._idle += 1
            return
        asker = next(iter(self._waiting))
        turn = self._take(asker, 0)
        if asker in self._waiting:
            self._waiting[asker] = self._waiting.pop(asker)
        turn.set_result(None)

    def _make_room(self, asker: str) -> bool:
        """Send the last away of whoever has most under way, where that is more than the asker's."""
        most = max(self._waiting, key=lambda it: self._entered[it], default=asker)
        if self._entered[most] <= self._entered[asker] + 1:
            return False
        self._take(most, -1).set_exception(RateLimited(retry_after=1))
        return True

    def _take(self, asker: str, number: int) -> asyncio.Future[None]:
        turns = self._waiting[asker]
        turn = turns[number]
        del turns[number]
        if not turns:
            del self._waiting[asker]
        return turn


def _give_way() -> None:
    """Let the event loop's thread go first. The threads that argon2 starts inherit it."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
