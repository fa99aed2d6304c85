"""People who go on with their work while others attack, measured from outside.

Each asks on a schedule of its own: an answer that is late does not put off the next question, and
the wait of a question begins when it was due.
"""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from benchmarks.abuse.people import PASSWORD, email_of, token_of
from benchmarks.abuse.tally import CODE
from benchmarks.abuse.wire import Answer, Connection, post, source

AT_ONCE = 8  # questions of one kind that wait at a time; those after them wait to be sent
APART = 0.017  # seconds between the beginnings of different kinds
DRAIN = 5.0  # seconds that what is under way at the end is waited for
FROM = source(2)
COMPANIES = "{ companies(first: 50) { nodes { id } } }"
RECORD = """query ($id: ID!) { company(id: $id) { name city accountManager { name }
  deals(first: 5) { totalCount nodes { title status } } } }"""
PAGE = """{ deals(first: 25) { nodes { title status amount { amount currency }
  assignedTo { name } customer { ... on Company { name } } } } }"""
WRITE = """mutation ($id: ID!, $city: String) { updateCompany(input: {id: $id, city: $city}) {
  company { id city } userErrors { code } } }"""
SIGN_IN = """mutation ($email: String!, $password: String!) {
  signIn(input: {email: $email, password: $password}) { token userErrors { code } } }"""
SIGN_OUT = "mutation { signOut { signedOut userErrors { code } } }"
READY = b"GET /health/ready HTTP/1.1\r\nHost: whose\r\n\r\n"


class Sample(NamedTuple):
    """How long somebody waited for one answer, and whether it was the one that they wanted."""

    seconds: float
    is_fine: bool


Ask = Callable[[Connection, int], Awaitable[Answer]]


@dataclass
class Probe:
    """One kind of question, asked again and again."""

    name: str
    every: float  # seconds
    ask: Ask
    #: Whether each question comes over a connection of its own.
    afresh: bool = False
    samples: list[Sample] = field(default_factory=list)
    #: What is due and not yet sent: a number, and since when.
    _due: "asyncio.Queue[tuple[int, float]]" = field(default_factory=asyncio.Queue)

    async def during(self, port: int, later: float, over: asyncio.Event) -> list[Sample]:
        """What was waited for until it is over, and what was under way then.

        It begins some seconds later, so that not all kinds are asked in one moment.
        """
        self.samples = []
        asking = [asyncio.create_task(self._ask(port)) for _ in range(AT_ONCE)]
        schedule = asyncio.create_task(self._schedule(later))
        await over.wait()
        schedule.cancel()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._due.join(), DRAIN)
        for task in asking:
            task.cancel()
        await asyncio.wait(asking)
        while not self._due.empty():  # what was never sent has waited as well
            self._sampled(self._due.get_nowait()[1], is_fine=False)
        return self.samples

    async def _schedule(self, later: float) -> None:
        began = time.monotonic() + later
        for number in itertools.count():
            await asyncio.sleep(began + number * self.every - time.monotonic())
            # A timer that is late is not the service's fault.
            self._due.put_nowait((number, time.monotonic()))

    async def _ask(self, port: int) -> None:
        connection = Connection(port, FROM)
        try:
            while True:
                await self._ask_next(connection)
        finally:
            connection.close()

    async def _ask_next(self, connection: Connection) -> None:
        number, due = await self._due.get()
        is_fine = False
        try:
            answer = await self.ask(connection, number)
            is_fine = answer.status == 200 and not CODE.search(answer.text)
        except (OSError, EOFError):
            pass  # counted as not fine
        finally:
            self._sampled(due, is_fine=is_fine)
            self._due.task_done()
            if self.afresh:
                connection.close()

    def _sampled(self, due: float, *, is_fine: bool) -> None:
        self.samples.append(Sample(time.monotonic() - due, is_fine))


def fixed(request: bytes) -> Ask:
    """The same question each time."""
    return lambda connection, number: connection.ask(request)


def writing(token: str, ids: list[str]) -> Ask:
    """A change of one company after the other."""

    def ask(connection: Connection, number: int) -> Awaitable[Answer]:
        values = {"id": ids[number % len(ids)], "city": f"City {number}"}
        return connection.ask(post(token, WRITE, values))

    return ask


class Comings:
    """Somebody who signs in over a new connection, and out again."""

    def __init__(self, name: str) -> None:
        self._sign_in = post(None, SIGN_IN, {"email": email_of(name), "password": PASSWORD})
        self._tokens: list[str] = []

    async def come(self, connection: Connection, number: int) -> Answer:
        """Sign in."""
        answer = await connection.ask(self._sign_in)
        if answer.status == 200 and not CODE.search(answer.text):
            self._tokens.append(orjson.loads(answer.text)["data"]["signIn"]["token"])
        return answer

    async def go(self, connection: Connection, number: int) -> Answer:
        """Sign out what signed in; without, a question that costs nothing."""
        token = self._tokens.pop() if self._tokens else None
        return await connection.ask(post(token, SIGN_OUT) if token else READY)


class Victims:
    """All who are measured on one service."""

    def __init__(self, port: int, ids: list[str], other_ids: list[str]) -> None:
        self._port = port
        reader, comings = token_of("reader"), Comings("neighbour")
        self._probes = [
            Probe("read of a record", 0.02, fixed(post(reader, RECORD, {"id": ids[0]}))),
            Probe("read of a page", 0.04, fixed(post(reader, PAGE)), afresh=True),
            Probe("write", 0.1, writing(token_of("writer"), ids)),
            Probe("other: write", 0.1, writing(token_of("neighbour"), other_ids)),
            Probe("other: sign-in", 0.5, comings.come, afresh=True),
            Probe("other: sign-out", 0.5, comings.go),
            Probe("ready", 0.25, fixed(READY), afresh=True),
        ]

    @classmethod
    async def of(cls, port: int) -> "Victims":
        """The victims on a service, who know which companies there are."""
        found = [await companies(port, name) for name in ("writer", "neighbour")]
        return cls(port, *found)

    async def during(self, flood: Awaitable[None]) -> dict[str, list[Sample]]:
        """What each waited for, from when a flood begins until it is over."""
        over = asyncio.Event()
        probes = asyncio.gather(
            *(
                probe.during(self._port, number * APART, over)
                for number, probe in enumerate(self._probes)
            )
        )
        await flood
        over.set()
        names = (probe.name for probe in self._probes)
        return dict(zip(names, await probes, strict=True))


async def companies(port: int, name: str) -> list[str]:
    """The ids of some companies that somebody may see."""
    connection = Connection(port, FROM)
    answer: Any = orjson.loads((await connection.ask(post(token_of(name), COMPANIES))).text)
    connection.close()
    return [node["id"] for node in answer["data"]["companies"]["nodes"]]
