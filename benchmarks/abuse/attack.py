"""What an attack is made of: waves of questions and connections, and what came back of them."""

import asyncio
import itertools
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from benchmarks.abuse.people import token_of
from benchmarks.abuse.sockets import Socket
from benchmarks.abuse.tally import CUT, REFUSED, UNANSWERED, Tally
from benchmarks.abuse.wire import Connection, post, source

FROM = source(3)
WAVE = 1.0  # seconds that a wave takes at least, so that nobody only counts refusals
PATIENCE = 2  # times the seconds of the flood that its last wave may go on


@dataclass
class Attack:
    """What a wave does, and what it hears."""

    port: int
    tally: Tally = field(default_factory=Tally)
    #: Connections that stay open until the process ends.
    kept: list[Any] = field(default_factory=list)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(os.getpid()))

    async def ask(self, name: str | None, query: str, variables: Any = None) -> None:
        """Ask as somebody, or as nobody, over a connection of its own, and count the answer."""
        connection = Connection(self.port, FROM)
        try:
            request = post(name and token_of(name), query, variables)
            answer = await connection.ask(request)
            self.tally.answered(answer.status, answer.text)
        except ConnectionRefusedError:
            self.tally[REFUSED] += 1
        except (OSError, EOFError):
            self.tally[CUT] += 1
        except asyncio.CancelledError:
            self.tally[UNANSWERED] += 1
            raise
        finally:
            connection.close()

    async def found(self, name: str, query: str) -> Any:
        """The data that somebody is answered. Raises OSError and EOFError."""
        connection = Connection(self.port, FROM)
        answer = await connection.ask(post(token_of(name), query))
        connection.close()
        return orjson.loads(answer.text)["data"]

    async def socket(self, name: str, result: str = "ok") -> Socket | None:
        """A socket of somebody; None where the service lets nobody in."""
        try:
            token = token_of(name)
            socket = await Socket.open(self.port, FROM, token, self.tally, result)
        except OSError:
            self.tally[REFUSED] += 1
            return None
        self.kept.append(socket)
        return socket


Wave = Callable[[Attack], Awaitable[None]]


async def run(wave: Wave, attack: Attack, seconds: float, *, lasting: bool) -> None:
    """Attack for a time; what lasts is opened once and held."""
    until = time.monotonic() + seconds
    try:
        async with asyncio.timeout(seconds * (1 + PATIENCE)):
            while time.monotonic() < until:
                began = time.monotonic()
                await wave(attack)
                if lasting:
                    break
                await asyncio.sleep(max(0, began + WAVE - time.monotonic()))
    except TimeoutError:
        pass  # what is not answered by now is counted so
    if lasting:
        await asyncio.sleep(seconds)


@dataclass(frozen=True)
class Flood:
    """One kind of attack."""

    name: str
    sentence: str
    wave: Wave
    #: Whether what is opened stays open: there is one wave, and then what comes of it.
    lasting: bool = False


def flood(*, lasting: bool = False) -> Callable[[Wave], Flood]:
    """Make a flood of a wave; its name and its sentence are those of the function."""

    def made(wave: Any) -> Flood:
        return Flood(wave.__name__.replace("_", "-"), wave.__doc__, wave, lasting)

    return made
