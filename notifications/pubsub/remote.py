"""Pub/sub over a connection to something that every process is connected to."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from typing import Protocol

from notifications.pubsub.memory import MemoryPubSub, MemorySignal

HEARTBEAT, ECHO = (
    15.0,
    10.0,
)  # seconds: between two messages at most, and for a message to be heard here
SOONEST, LATEST = 0.05, 2.0  # seconds between two attempts to connect again
LAST = 1.0  # seconds that the last messages may take
log = logging.getLogger("whose.pubsub")


class Channel(Protocol):
    """A connection that carries messages to every process, this one included."""

    async def send(self, topics: Collection[str]) -> None:
        """Publish, with no topics for nothing but the echo. Raises when the connection is lost."""

    async def lost(self) -> None:
        """Return or raise once the connection is lost."""

    async def close(self) -> None:
        """Disconnect."""


Heard = Callable[[Iterable[str]], None]
Connect = Callable[[Heard], Awaitable[Channel]]


class RemotePubSub:
    """Publishes to every process, over a channel that is mended when it breaks.

    Meanwhile it publishes here only, and elsewhere afterwards; and since the messages of others
    were lost, every signal of this process is set once then.
    """

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        self._here = MemoryPubSub()
        self._unsent: set[str] = set()
        self._sending: set[str] = set()
        self._published, self._echo = asyncio.Event(), asyncio.Event()
        self._carried = asyncio.Event()
        self._carried.set()
        self._up = True
        self._running: asyncio.Task[None]

    async def start(self) -> None:
        """Connect. Raises what keeps it from that."""
        channel = await self._connect(self._heard)
        self._running = asyncio.create_task(self._run(channel))

    def _heard(self, topics: Iterable[str]) -> None:
        self._echo.set()
        self._here.notify(topics)

    async def publish(self, topics: Iterable[str]) -> None:
        """Wake whoever listens to one of the topics, in any process; does not wait for that."""
        topics = tuple(topics)
        self._unsent.update(topics)
        self._published.set()
        self._carried.clear()
        if not self._up:
            self._here.notify(topics)

    async def listen(self, *topics: str) -> MemorySignal:
        """A signal that is set whenever something is published on one of the topics from now on."""
        return await self._here.listen(*topics)

    async def close(self) -> None:
        """Carry what was published, and disconnect."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST):
                await self._carried.wait()
        self._running.cancel()
        await asyncio.wait((self._running,))

    async def _run(self, channel: Channel) -> None:
        while True:
            try:
                await self._serve(channel)
            except Exception as error:
                log.warning("The connection to pub/sub is lost: %s", type(error).__name__)
            self._up = False
            channel = await self._again()
            self._up = True
            self._here.notify_all()

    async def _serve(self, channel: Channel) -> None:
        work = {asyncio.create_task(channel.lost()), asyncio.create_task(self._send_all(channel))}
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, channel.close(), return_exceptions=True)

    async def _send_all(self, channel: Channel) -> None:
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT):
                    await self._published.wait()
            except TimeoutError:
                pass  # the echo of nothing tells whether the line still lives
            self._published.clear()
            self._echo.clear()
            # What the last channel did not carry, too; what is published meanwhile comes next.
            self._sending |= self._unsent
            self._unsent = set()
            async with asyncio.timeout(ECHO):
                await channel.send(self._sending)
                await self._echo.wait()
            self._sending = set()
            if not self._unsent:
                self._carried.set()

    async def _again(self) -> Channel:
        pause = SOONEST
        while True:
            try:
                async with asyncio.timeout(ECHO):
                    channel = await self._connect(self._heard)
            except Exception as error:
                log.warning("Pub/sub does not answer: %s", type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LATEST)
            else:
                log.warning("The connection to pub/sub is back.")
                self._published.set()
                return channel
