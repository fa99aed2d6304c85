"""However much was delivered, nothing of it stays in memory, and it is read once for all."""

import asyncio
import gc
import json
import os
import time
from collections.abc import Callable
from typing import Any

import pytest

from notifications.pubsub import account_topic
from orm.database.fair_turns import Origin
from orm.database.sqlite import SqliteReaders
from tests.live.bulk import write_events, write_notifications
from tests.live.client import NOTIFICATIONS, Writer, opened, subscribe
from tests.live.inside import Listening, inside
from tests.live.service import PATIENCE, Service, report, until
from tests.live.world import World

LONG = bool(os.environ.get("WHOSE_LONG"))
EVENTS, BATCH = (100_000 if LONG else 20_000), 1_000
CHANGES, SUBSCRIBERS = (10_000 if LONG else 1_000), 100
RECORDS = "subscription { recordChanges { change recordId record { label version } } }"
NOTE = """mutation ($input: AddNoteInput!) {
  addNote(input: $input) { note { id } userErrors { message } } }"""


async def test_memory_stays_flat_however_much_one_live_subscription_hears(
    world: World, serve: Callable[..., Service]
) -> None:
    service = serve(world)
    await service.start()
    ada = Writer(service, world.tokens["ada"])
    mention = [f"User:{world.ids['ben']}"]
    note = {"record": "Company:2", "body": "one more", "mentions": mention}
    kilobytes: dict[int, int] = {}
    async with opened(service, world.tokens["ben"]) as socket:
        await subscribe(socket, NOTIFICATIONS, after=0)
        number = 0
        began = time.monotonic()
        for batch in range(1, EVENTS // BATCH + 1):
            write_notifications(world, "ben", BATCH - 1)
            await ada.done(NOTE, input=note)  # which publishes
            async with asyncio.timeout(PATIENCE):
                while number < batch * BATCH:
                    payload = json.loads(await socket.recv())["payload"]
                    number += 1
                    assert payload["data"]["notifications"]["sequence"] == number
            kilobytes[number] = service.kilobytes()
        seconds = time.monotonic() - began
    early, late = kilobytes[EVENTS // 5], kilobytes[EVENTS]
    report(
        f"{EVENTS} notifications to one socket: {early} KB after {EVENTS // 5}, {late} KB at the"
        f" end; {seconds / EVENTS * 10_000:.2f} s per 10,000"
    )
    assert late - early < 4_000
    await ada.close()


async def test_changes_of_records_are_read_once_for_a_hundred_subscribers_and_not_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with inside(world) as graph:
        write_events(world, 1)
        tokens = [await world.token(graph.runtime.database, "dan") for _ in range(SUBSCRIBERS)]
        ears = [Listening(graph.stream(token, RECORDS), keep=False) for token in tokens]
        hubs = graph.graph.hubs.by_account
        await until(lambda: hubs and sum(it.since for it in hubs[1].listeners) == SUBSCRIBERS)
        statements = 0
        rows = SqliteReaders.rows

        async def counted(readers: SqliteReaders, sql: str, values: Any, origin: Origin) -> Any:
            nonlocal statements
            statements += 1
            return await rows(readers, sql, values, origin)

        monkeypatch.setattr(SqliteReaders, "rows", counted)

        async def hear(events: int) -> None:
            for end in range(50, events + 1, 50):
                write_events(world, 50)
                await graph.runtime.pubsub.publish([account_topic(1)])
                await until(lambda: all(ear.count >= before + end for ear in ears))  # noqa: B023

        before = 0
        await hear(CHANGES // 5)
        before = CHANGES // 5
        gc.collect()
        objects, statements, began = len(gc.get_objects()), 0, time.process_time()
        await hear(CHANGES - before)
        seconds = time.process_time() - began
        gc.collect()
        grown = len(gc.get_objects()) - objects
        assert [ear.count for ear in ears] == [CHANGES] * SUBSCRIBERS
        heard = CHANGES - before
        report(
            f"{heard} changes of records to {SUBSCRIBERS} subscribers: {statements / heard:.2f}"
            f" statements each, {seconds / heard * 10_000:.1f} CPU s per 10,000"
            f" ({seconds / heard / SUBSCRIBERS * 1e6:.1f} µs a delivery), {grown} more objects"
        )
        # Who they are and what is to be said, and who they are then, for each; the events and the
        # end of each batch.
        assert statements <= 3 * heard + 3 * heard // 50
        assert grown < 500
        await asyncio.gather(*(ear.close() for ear in ears))
