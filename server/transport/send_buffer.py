"""What waits to be sent on one connection: bounded in bytes, and in how long it may be full."""

import asyncio
from collections import deque
from collections.abc import Callable
from sys import getsizeof
from typing import Protocol

from starlette.types import Message, Send

LIMIT = 1024 * 1024  # bytes; past them wait 64 KiB in the transport, and what the kernel takes
ROOM = LIMIT // 2
GONE = (OSError, RuntimeError)  # what uvicorn raises once either side has closed
PATIENCE = 10.0  # seconds


class Connection(Protocol):
    """The connection under an ASGI call, see server/transport/http_connection.py."""

    @property
    def clogged(self) -> bool:
        """Whether the reader keeps the transport from writing."""

    def abort(self) -> None:
        """Drop the connection and what waits for it, now."""

    def abort_if_stuck(self, seconds: float) -> None:
        """Drop the connection if something still waits for it so many seconds from now."""

    @property
    def refused(self) -> bool:
        """Whether there are too many connections from its source."""

    def keep(self) -> None:
        """Drop it for no other: its client has signed in."""


class SendBuffer:
    """Sends in order; from 512 KiB on, who puts more waits for the reader.

    A reader for whom 1 MiB waits, or who is 512 KiB behind for 10 seconds, is too slow: then
    `too_slow` is called, once, and nothing is sent any more. For a reader who keeps up there is
    no queue, no task and no timer: uvicorn writes at once.
    """

    __slots__ = ("_backlog", "_connection", "_send", "_too_slow", "closed")

    def __init__(self, connection: Connection, send: Send, too_slow: Callable[[], object]) -> None:
        self._connection = connection
        self._send = send
        self._too_slow = too_slow
        self._backlog: Backlog | None = None
        self.closed = False

    async def put(self, message: Message, content: str | bytes) -> None:
        """Send a message, or let it wait; drop it when the reader has gone. Never raises."""
        if self.closed:
            # Whoever still writes is about to be cancelled: let that happen.
            await asyncio.sleep(0)
        elif self._backlog is None and not self._connection.clogged:
            try:
                await self._send(message)
            except GONE:
                self.closed = True
        elif not await self._wait_in_line(message, getsizeof(content)) and not self.closed:
            self.close()
            self._too_slow()

    async def _wait_in_line(self, message: Message, size: int) -> bool:
        backlog = self._backlog
        if backlog is None:
            backlog = self._backlog = Backlog()
            backlog.task = asyncio.create_task(self._flush(backlog))
        if backlog.size and backlog.size + size > LIMIT:
            return False
        backlog.messages.append((message, size))
        backlog.size += size
        return backlog.size <= ROOM or await backlog.has_room()

    async def _flush(self, backlog: "Backlog") -> None:
        try:
            while backlog.messages:
                message, size = backlog.messages.popleft()
                await self._send(message)
                backlog.shrink(size)
        except GONE:
            self.closed = True
        self._backlog = None
        backlog.shrink(backlog.size)

    def close(self) -> None:
        """Drop what waits and whatever comes later."""
        self.closed = True
        if self._backlog is not None and self._backlog.task is not None:
            self._backlog.task.cancel()
            self._backlog.shrink(self._backlog.size)
            self._backlog = None


class Backlog:
    """What waits for a reader who is behind."""

    __slots__ = ("deadline", "messages", "room", "size", "task")

    def __init__(self) -> None:
        self.messages: deque[tuple[Message, int]] = deque()
        self.size = 0
        self.room = asyncio.Event()
        self.deadline: float | None = None
        self.task: asyncio.Task[None] | None = None

    def shrink(self, size: int) -> None:
        """Count off what was sent."""
        self.size -= size
        if self.size <= ROOM:
            self.deadline = None
            self.room.set()

    async def has_room(self) -> bool:
        """Wait until half of the limit is free; False when that takes too long."""
        self.room.clear()
        if self.deadline is None:
            self.deadline = asyncio.get_running_loop().time() + PATIENCE
        try:
            async with asyncio.timeout_at(self.deadline):
                await self.room.wait()
        except TimeoutError:
            return False
        return True
