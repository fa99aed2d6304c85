"""A broker over Redis, for many nodes."""

from collections.abc import Collection
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from notifications.pubsub.remote import Heard, RemoteBroker

CHANNEL = "whose"


class RedisLine:
    """Two connections to Redis: one that rings and one that hears."""

    def __init__(self, redis: Any, heard: Heard) -> None:
        self._redis, self._heard = redis, heard
        self._subscription = redis.pubsub()

    @classmethod
    async def open(cls, url: str, heard: Heard) -> "RedisLine":
        """Connect, and hear the rings of every process."""
        # A connection that came back by itself would not say that rings were lost.
        never = Retry(NoBackoff(), 0)
        line = cls(
            Redis.from_url(url, decode_responses=True, retry=never, socket_timeout=None), heard
        )
        try:
            await line._subscription.subscribe(CHANNEL)
            # Its answer says that nothing is missed from now on.
            await line._subscription.parse_response()
        except BaseException:
            await line.close()
            raise
        return line

    async def send(self, topics: Collection[str]) -> None:
        """Ring. Raises when the connection is lost."""
        await self._redis.publish(CHANNEL, " ".join(topics))

    async def lost(self) -> None:
        """Hear what is rung; raises once the connection is lost."""
        async for message in self._subscription.listen():
            if message["type"] == "message":
                self._heard(message["data"].split())

    async def close(self) -> None:
        """Disconnect."""
        await self._subscription.aclose()
        await self._redis.aclose()


class RedisBroker(RemoteBroker):
    """Rings in every process that is connected to the same Redis."""

    @classmethod
    async def open(cls, url: str) -> "RedisBroker":
        """Connect, and hear the rings of every process."""
        broker = cls(lambda heard: RedisLine.open(url, heard))
        await broker.start()
        return broker
