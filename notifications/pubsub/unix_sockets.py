"""Pub/sub for the processes that share an SQLite file: the service, and the operator's commands.

A process that somebody listens in has a socket that is named after the file; every other process
that publishes sends there. It is a hint, as every message is: where it gets lost, the next one
makes up for it.
"""

import asyncio
import contextlib
import hashlib
import socket
from collections.abc import Iterable
from pathlib import Path

from notifications.pubsub.memory import MemoryPubSub, MemorySignal

MOST_BYTES = 60_000
TOPICS_A_MESSAGE = 200


class UnixSocketPubSub(MemoryPubSub):
    """Publishes here, and to the process that listens on the same file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()
        # An abstract name, which Linux has: it leaves no file, and goes with the process.
        self._name = f"\0whose-{digest}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._hearing = False

    async def publish(self, topics: Iterable[str]) -> None:
        """Wake whoever listens to one of the topics."""
        every = list(topics)
        self.notify(every)
        if not self._hearing:
            for start in range(0, len(every), TOPICS_A_MESSAGE):
                self._send(" ".join(every[start : start + TOPICS_A_MESSAGE]))

    def _send(self, message: str) -> None:
        # It may be that nobody listens, or that the system has no such names.
        with contextlib.suppress(OSError):
            self._socket.sendto(message.encode(), self._name)

    async def listen(self, *topics: str) -> MemorySignal:
        """A signal that is set whenever something is published on one of the topics from now on."""
        if not self._hearing:
            self._hear()
        return await super().listen(*topics)

    def _hear(self) -> None:
        try:
            self._socket.bind(self._name)
        except OSError:
            return  # another process listens already
        self._hearing = True
        asyncio.get_running_loop().add_reader(self._socket.fileno(), self._heard)

    def _heard(self) -> None:
        try:
            while True:
                self.notify(self._socket.recv(MOST_BYTES).decode(errors="replace").split())
        except BlockingIOError:
            return  # nothing more for now

    async def close(self) -> None:
        """Listen no longer."""
        if self._hearing:
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
        self._socket.close()
