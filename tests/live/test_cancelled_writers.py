"""Whoever writes and leaves before the answer: what was committed is told all the same."""

import asyncio
from contextlib import suppress

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
