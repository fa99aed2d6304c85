"""A broker over LISTEN and NOTIFY, for several processes on one PostgreSQL."""

import asyncio
from collections.abc import Collection
from typing import Any

import asyncpg

from notifications.pubsub.remote import Heard, RemoteBroker

CHANNEL = "whose"
#: A payload of NOTIFY has at most 8,000 bytes.
TOPICS_A_PAYLOAD = 200


class PostgresLine:
    """A connection to the database that listens."""

    def __init__(self, connection: Any, heard: Heard) -> None:
        self._connection, self._heard = connection, heard
        self._lost = asyncio.Event()

    @classmethod
    async def open(cls, url: str, heard: Heard) -> "PostgresLine":
        """Connect, and hear the rings of every process."""
        line = cls(await asyncpg.connect(url), heard)
        line._connection.add_termination_listener(lambda _: line._lost.set())
        try:
            await line._connection.add_listener(CHANNEL, line._notified)
        except BaseException:
            line._connection.terminate()
            raise
        return line

    def _notified(self, _connection: Any, _process: int, _channel: str, payload: str) -> None:
        self._heard(payload.split())

    async def send(self, topics: Collection[str]) -> None:
        """Ring. Raises when the connection is lost."""
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


class PostgresBroker(RemoteBroker):
    """Rings in every process that is connected to the database."""

    @classmethod
    async def open(cls, url: str) -> "PostgresBroker":
        """Connect, and hear the rings of every process."""
        broker = cls(lambda heard: PostgresLine.open(url, heard))
        await broker.start()
        return broker
