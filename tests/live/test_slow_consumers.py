"""Who stops reading is cut off, comes back with the last number, and has missed nothing."""

import asyncio
import json
import socket
from collections.abc import Callable

import pytest
from websockets.exceptions import ConnectionClosed

from tests.live.bulk import write_notifications
from tests.live.client import NOTIFICATIONS, Ear, Writer, opened, subscribe
from tests.live.service import PATIENCE, Service, report, until
from tests.live.world import World

COUNT, TEXT = 16_000, "x" * 1_000
NOTE = """mutation ($input: AddNoteInput!) {
  addNote(input: $input) { note { id } userErrors { message } } }"""


def small_socket(service: Service) -> socket.socket:
    """One whose buffers take little, so that the server's fill soon."""
    small = socket.socket()
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    small.connect(("127.0.0.1", service.port))
    small.setblocking(False)
    return small


@pytest.mark.slow
async def test_a_socket_that_stops_reading_is_cut_off_and_misses_nothing_when_it_is_back(
    world: World, serve: Callable[..., Service]
) -> None:
    service = serve(world)
    await service.start()
    ada, brisk = Writer(service, world.tokens["ada"]), Ear(service, world.tokens["ben"])
    heard: list[int] = []
    mention = [f"User:{world.ids['ben']}"]

    async def write() -> None:
        write_notifications(world, "ben", COUNT // 2 - 1, TEXT)
        await ada.done(NOTE, input={"record": "Company:2", "body": "more", "mentions": mention})

    await write()
    await until(lambda: len(brisk.heard) == COUNT // 2, "the other subscriber")
    async with opened(service, world.tokens["ben"], sock=small_socket(service), max_queue=1) as it:
        await subscribe(it, NOTIFICATIONS, after=0)
        quiet = service.kilobytes()
        await write()
        most, end = quiet, asyncio.get_running_loop().time() + 60
        while await service.metric("whose_open") > 1:
            most = max(most, service.kilobytes())
            assert asyncio.get_running_loop().time() < end, "it was not cut off"
            await asyncio.sleep(0.1)
        closed = None
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    payload = json.loads(await it.recv())["payload"]
                    heard.append(payload["data"]["notifications"]["sequence"])
        except ConnectionClosed as cut:
            closed = cut.rcvd.code if cut.rcvd else None
        assert closed in (4290, None)  # None where even that did not get through
    assert 0 < len(heard) < COUNT
    async with opened(service, world.tokens["ben"]) as it:
        await subscribe(it, NOTIFICATIONS, after=heard[-1])
        async with asyncio.timeout(PATIENCE):
            while len(heard) < COUNT:
                payload = json.loads(await it.recv())["payload"]
                heard.append(payload["data"]["notifications"]["sequence"])
    assert heard == list(range(1, COUNT + 1))
    await until(lambda: len(brisk.heard) == COUNT, "the other subscriber")
    assert brisk.heard == await world.inbox("ben")
    assert brisk.comebacks == 0
    report(f"A stalled socket with {COUNT} KB to read costs {most - quiet} KB")
    assert most - quiet < 20_000, f"{quiet} KB before, {most} KB at most"
    await brisk.close()
    await ada.close()
