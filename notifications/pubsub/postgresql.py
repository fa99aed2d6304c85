"""Pub/sub over LISTEN and NOTIFY, for several processes on one PostgreSQL."""

import asyncio
from collections.abc import Collection

import asyncpg

from notifications.pubsub.remote import Heard, RemotePubSub

CHANNEL = "whose"
#: A payload of NOTIFY has at most 8,000 bytes.
TOPICS_A_PAYLOAD = 200


class PostgresChannel:
    """A connection to the database that listens."""

    def __init__(self, connection: asyncpg.Connection, heard: Heard) -> None:
        self._connection, self._heard = connection, heard
        self._lost = asyncio.Event()

    @classmethod
    async def open(cls, url: str, heard: Heard) -> "PostgresChannel":
        """Connect, and hear what every process publishes."""
        channel = cls(await asyncpg.connect(url), heard)
        channel._connection.add_termination_listener(lambda _: channel._lost.set())
        try:
            await channel._connection.add_listener(CHANNEL, channel._notified)
        except BaseException:
            channel._connection.terminate()
            raise
        return channel

    def _notified(self, _connection: object, _process: int, _channel: str, payload: str) -> None:
        self._heard(payload.split())

    async def send(self, topics: Collection[str]) -> None:
        """Publish. Raises when the connection is lost."""
        every = list(topics)
        for start in range(0, len(every) or 1, TOPICS_A_PAYLOAD):
            payload = " ".join(every[start : start + TOPICS_A_PAYLOAD])
            await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, payload)

    async def lost(self) -> None:
        """Return once the connection is lost."""
        await self._lost.wait()

    async def close(self) -> None:
        """Disconnect."""
        await self._connection.close(timeout=1)


class PostgresPubSub(RemotePubSub):
    """Publishes to every process that is connected to the database."""

    @classmethod
    async def open(cls, url: str) -> "PostgresPubSub":
        """Connect, and hear what every process publishes."""
        pubsub = cls(lambda heard: PostgresChannel.open(url, heard))
        await pubsub.start()
        return pubsub
