"""What several ask for at the same time, done once for all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass
class _Work:
    task: asyncio.Task[Any]
    waiting: int = 0


class SingleFlight:
    """Work by its key. Where nobody is left who waits for it, it is cancelled.

    fresh: who asks when it has begun does not join it, since what it reads may be older than that.
    """

    def __init__(self, *, fresh: bool) -> None:
        self._fresh = fresh
        self._under_way: dict[Hashable, _Work] = {}

    def __contains__(self, key: Hashable) -> bool:
        """Whether there is work to be joined."""
        return key in self._under_way

    async def once(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """What comes of some work, which is begun where none is to be joined."""
        shared = self._under_way.get(key)
        if shared is None:
            shared = _Work(asyncio.create_task(self._begin(key, work)))
            self._under_way[key] = shared
        shared.waiting += 1
        try:
            result: T = await asyncio.shield(shared.task)
        finally:
            shared.waiting -= 1
            if not shared.waiting:
                shared.task.cancel()
            if self._under_way.get(key) is shared and (shared.task.done() or not shared.waiting):
                del self._under_way[key]
        return result

    async def _begin(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        if self._fresh:
            del self._under_way[key]
        return await work()
