"""Whoever writes and leaves before the answer: what was committed is told all the same."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from tortoise.backends.asyncpg.client import TransactionWrapper
from tortoise.connection import get_connection

from tests.live.client import NOTIFICATIONS
from tests.live.inside import Listening, inside
from tests.live.service import until
from tests.live.world import World

NOTE = """mutation ($input: AddNoteInput!) {
  addNote(input: $input) { note { id } userErrors { message } } }"""


async def test_what_a_writer_who_left_has_committed_is_heard_at_once(world: World) -> None:
    mention = [f"User:{world.ids['ben']}"]
    async with inside(world) as graph:
        ear = Listening(graph.stream(world.tokens["ben"], NOTIFICATIONS, after=0))
        for steps in range(60):
            note = {"record": "Company:2", "body": f"{steps}", "mentions": mention}
            writing = asyncio.create_task(graph.done("ada", NOTE, input=note))
            for _ in range(steps):
                await asyncio.sleep(0.0005)
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing
            inbox = await world.inbox("ben")
            await until(lambda: ear.count >= len(inbox), "what was committed")  # noqa: B023
            assert [tuple(it["notifications"].values()) for it in ear.heard] == inbox
        assert ear.count > 0
        await ear.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("step", ["begin", "commit"])
async def test_what_has_been_asked_of_postgresql_is_waited_for_however_often_one_is_cancelled(
    shared_world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    asked, go_on, take = asyncio.Event(), asyncio.Event(), getattr(TransactionWrapper, step)

    async def held(transaction: Any) -> None:
        asked.set()
        await go_on.wait()
        await take(transaction)

    note = {"record": "Company:2", "body": "x", "mentions": [f"User:{shared_world.ids['ben']}"]}
    async with inside(shared_world) as graph:
        ear = Listening(graph.stream(shared_world.tokens["ben"], NOTIFICATIONS, after=0))
        await graph.done("ada", "{ viewer { id } }")
        monkeypatch.setattr(TransactionWrapper, step, held)
        writing = asyncio.create_task(graph.done("ada", NOTE, input=note))
        await asked.wait()
        for _ in range(2):
            writing.cancel()
            await asyncio.sleep(0)
            assert not writing.done()
        go_on.set()
        with suppress(asyncio.CancelledError):
            await writing
        inbox = await shared_world.inbox("ben")
        assert len(inbox) == (step == "commit")
        await until(lambda: ear.count == len(inbox), "what was committed")
        pool = get_connection("postgresql")._pool
        assert pool.get_idle_size() == pool.get_size()
        await ear.close()
