"""kill -9 in the middle of everything: what was answered is there, what is there is heard."""

import asyncio
import os
import random
from collections.abc import Callable, Iterable
from itertools import count

import pytest

from tests.live.client import LOST, WAYS, Ear, Writer, close_all
from tests.live.service import Service, until
from tests.live.world import DEALS, World

ROUNDS = 12 if os.environ.get("WHOSE_LONG") else 2
WRITERS = 8
NOTE = """mutation ($input: AddNoteInput!) {
  addNote(input: $input) { note { id } userErrors { message } } }"""
ASSIGN = """mutation ($input: AssignDealInput!) {
  assignDeal(input: $input) { deal { id } userErrors { message } } }"""


class Author:
    """Writes notes and hands deals around until told to stop; remembers what was answered."""

    numbers = count()

    def __init__(self, service: Service, world: World, name: str) -> None:
        self.answered: list[str] = []
        self.enough = False
        self.people = list(world.ids.values())
        self.writer = Writer(service, world.tokens[name])
        self.task = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while not self.enough:
            try:
                await self._write_one()
            except LOST:
                await asyncio.sleep(0.05)

    async def _write_one(self) -> None:
        deal = f"Deal:{random.randint(1, DEALS)}"
        person = random.choice(self.people)
        if random.random() < 0.5:
            body = f"note {next(self.numbers)}"
            note = {"record": deal, "body": body, "mentions": [f"User:{person}"]}
            answer = await self.writer.ask(NOTE, input=note)
            if answer["data"] and answer["data"]["addNote"]["note"]:
                self.answered.append(body)
        else:
            reason = f"reason {next(self.numbers)}"
            to = {"id": deal, "assignedTo": f"User:{person}", "reason": reason}
            await self.writer.done(ASSIGN, input=to)

    async def stop(self) -> None:
        self.enough = True
        await self.task
        await self.writer.close()


async def news(ears: Iterable[Ear], authors: list[Author]) -> None:
    """Wait until everyone has heard and written some more."""
    answered = sum(len(author.answered) for author in authors)
    heard = [(ear, len(ear.heard)) for ear in ears]
    await until(lambda: sum(len(it.answered) for it in authors) > answered + 60, "some answers")
    await until(lambda: all(len(ear.heard) > before for ear, before in heard), "some news")


@pytest.mark.slow
async def test_a_server_killed_in_a_burst_of_writes_loses_nothing_that_was_answered_or_told(
    world: World, serve: Callable[..., Service]
) -> None:
    service = serve(world)
    await service.start()
    ears = {
        (name, way): Ear(service, world.tokens[name], stream)
        for name in world.ids
        for way, stream in WAYS.items()
    }
    authors = [Author(service, world, ("ada", "dan")[n % 2]) for n in range(WRITERS)]
    for _ in range(ROUNDS):
        await news(ears.values(), authors)
        service.kill()
        await service.start()
    await asyncio.gather(*(author.stop() for author in authors))
    inboxes = {name: await world.inbox(name) for name in world.ids}
    await until(
        lambda: all(ear.last >= len(inboxes[name]) for (name, _), ear in ears.items()), "the rest"
    )
    for (name, _), ear in ears.items():
        ear.check()
        assert ear.heard == inboxes[name]
        assert [number for number, _ in ear.heard] == list(range(1, len(ear.heard) + 1))
        assert ear.comebacks >= ROUNDS
    kept = {body for (body,) in await world.rows("SELECT body FROM note")}
    assert {body for author in authors for body in author.answered} - kept == set()
    await close_all(*ears.values())
