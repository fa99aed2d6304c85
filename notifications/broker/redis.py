"""A broker over Redis, for many nodes."""

import asyncio
from collections.abc import Iterable
from typing import Any

from redis.asyncio import Redis

from notifications.broker.memory import MemoryBell, MemoryBroker

CHANNEL = "whose"


class RedisBroker:
    """Rings in every process that is connected to the same Redis."""

    def __init__(self, redis: Any, subscription: Any, here: MemoryBroker) -> None:
        self._redis, self._subscription, self._here = redis, subscription, here
        self._hearing = asyncio.create_task(self._hear())

    @classmethod
    async def open(cls, url: str) -> "RedisBroker":
        """Connect, and hear the rings of every process."""
        redis = Redis.from_url(url, decode_responses=True)
        subscription = redis.pubsub(ignore_subscribe_messages=True)
        await subscription.subscribe(CHANNEL)
        return cls(redis, subscription, MemoryBroker())

    async def _hear(self) -> None:
        async for message in self._subscription.listen():
            self._here.strike(message["data"].split())

    async def ring(self, topics: Iterable[str]) -> None:
        """Wake whoever listens to one of the topics, in any process."""
        await self._redis.publish(CHANNEL, " ".join(topics))

    async def listen(self, *topics: str) -> MemoryBell:
        """A bell that hears every ring from now on."""
        return await self._here.listen(*topics)

    async def close(self) -> None:
        """Disconnect."""
        self._hearing.cancel()
        await asyncio.gather(self._hearing, return_exceptions=True)
        await self._subscription.aclose()
        await self._redis.aclose()
