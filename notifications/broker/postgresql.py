"""A broker over LISTEN and NOTIFY, for several processes on one PostgreSQL."""

from collections.abc import Iterable
from typing import Any

import asyncpg

from notifications.broker.memory import MemoryBell, MemoryBroker

CHANNEL = "whose"
#: A payload of NOTIFY has at most 8,000 bytes.
TOPICS_A_PAYLOAD = 200


class PostgresBroker:
    """Rings in every process that is connected to the database."""

    def __init__(self, connection: Any, here: MemoryBroker) -> None:
        self._connection, self._here = connection, here

    @classmethod
    async def open(cls, url: str) -> "PostgresBroker":
        """Connect, and hear the rings of every process."""
        broker = cls(await asyncpg.connect(url), MemoryBroker())
        await broker._connection.add_listener(CHANNEL, broker._heard)
        return broker

    def _heard(self, _connection: Any, _process: int, _channel: str, payload: str) -> None:
        self._here.strike(payload.split())

    async def ring(self, topics: Iterable[str]) -> None:
        """Wake whoever listens to one of the topics, in any process."""
        every = list(topics)
        for start in range(0, len(every), TOPICS_A_PAYLOAD):
            payload = " ".join(every[start : start + TOPICS_A_PAYLOAD])
            await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, payload)

    async def listen(self, *topics: str) -> MemoryBell:
        """A bell that hears every ring from now on."""
        return await self._here.listen(*topics)

    async def close(self) -> None:
        """Disconnect."""
        await self._connection.close()
