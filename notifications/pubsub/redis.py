"""Pub/sub over Redis, for many nodes."""

from collections.abc import Collection
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from notifications.pubsub.remote import Heard, RemotePubSub

CHANNEL = "whose"


class RedisChannel:
    """Two connections to Redis: one that publishes and one that listens."""

    def __init__(self, redis: Any, heard: Heard) -> None:
        self._redis, self._heard = redis, heard
        self._subscription = redis.pubsub()

    @classmethod
    async def open(cls, url: str, heard: Heard) -> "RedisChannel":
        """Connect, and hear what every process publishes."""
        # A connection that came back by itself would not say that messages were lost.
        never = Retry(NoBackoff(), 0)
        channel = cls(
            Redis.from_url(url, decode_responses=True, retry=never, socket_timeout=None), heard
        )
        try:
            await channel._subscription.subscribe(CHANNEL)
            # Its answer says that nothing is missed from now on.
            await channel._subscription.parse_response()
        except BaseException:
            await channel.close()
            raise
        return channel

    async def send(self, topics: Collection[str]) -> None:
        """Publish. Raises when the connection is lost."""
        await self._redis.publish(CHANNEL, " ".join(topics))

    async def lost(self) -> None:
        """Hear what is published; raises once the connection is lost."""
        async for message in self._subscription.listen():
            if message["type"] == "message":
                self._heard(message["data"].split())

    async def close(self) -> None:
        """Disconnect."""
        await self._subscription.aclose()
        await self._redis.aclose()


class RedisPubSub(RemotePubSub):
    """Publishes to every process that is connected to the same Redis."""

    @classmethod
    async def open(cls, url: str) -> "RedisPubSub":
        """Connect, and hear what every process publishes."""
        pubsub = cls(lambda heard: RedisChannel.open(url, heard))
        await pubsub.start()
        return pubsub
