"""SIGTERM: whoever is being answered is answered, whoever listens is told to come back."""

import asyncio
import contextlib
import json
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.live.bulk import write_notifications
from tests.live.client import NOTIFICATIONS, Ear, Writer, opened, subscribe
from tests.live.service import PATIENCE, Service, until
from tests.live.test_slow_consumers import small_socket
from tests.live.world import World

NOTE = """mutation ($input: AddNoteInput!) {
  addNote(input: $input) { note { body } userErrors { message } } }"""
LONGEST = 10.0  # seconds
STOPPED = (0, -signal.SIGTERM)  # uvicorn, having stopped, passes on the signal


@pytest.fixture
async def service(world: World, serve: Callable[..., Service]) -> Service:
    service = serve(world)
    await service.start()
    return service


async def test_a_stop_takes_less_than_ten_seconds_although_sockets_have_stalled(
    world: World, service: Service
) -> None:
    ada = Writer(service, world.tokens["ada"])
    mention = [f"User:{world.ids['ben']}"]
    note = {"record": "Company:2", "body": "more", "mentions": mention}
    write_notifications(world, "ben", 12_000, "x" * 1_000)
    async with opened(service, world.tokens["ben"], sock=small_socket(service), max_queue=1) as it:
        await subscribe(it, NOTIFICATIONS, after=0)
        brisk = Ear(service, world.tokens["ben"])
        await ada.done(NOTE, input=note)
        await until(lambda: len(brisk.heard) == 12_001, "who reads")
        service.terminate()
        await service.gone(within=LONGEST)
        assert service.process.returncode in STOPPED
        await service.start()
        await ada.done(NOTE, input=note)
        await until(lambda: len(brisk.heard) == 12_002, "who came back")
        assert brisk.heard == await world.inbox("ben")
        await brisk.close()
    await ada.close()


async def test_a_write_under_way_is_answered_and_sockets_are_told_to_come_back(
    world: World, service: Service
) -> None:
    ada = Writer(service, world.tokens["ada"])
    await ada.done("{ viewer { name } }")
    path = world.url.removeprefix("sqlite://")
    async with (
        opened(service, world.tokens["ben"]) as listening,
        opened(service, world.tokens["ada"]) as writing,
    ):
        await subscribe(listening, NOTIFICATIONS, after=0)
        with closing(sqlite3.connect(path, timeout=30)) as other:
            # Another process holds the file, so that the writes have to wait.
            other.execute("BEGIN IMMEDIATE")
            by_request = asyncio.create_task(
                ada.done(NOTE, input={"record": "Company:1", "body": "by request"})
            )
            await subscribe(writing, NOTE, input={"record": "Company:1", "body": "by socket"})
            await writing.send('{"type": "ping"}')
            assert json.loads(await writing.recv()) == {"type": "pong"}
            async with asyncio.timeout(PATIENCE):
                while await service.metric('whose_asked_total{by="request"}') < 2:
                    await asyncio.sleep(0.01)
            service.terminate()
            await until(service.is_closed, "its refusing others")
            other.rollback()
        assert await by_request == {"addNote": {"note": {"body": "by request"}, "userErrors": []}}
        with pytest.raises(ConnectionClosed) as closed:
            await listening.recv()
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 1012
        assert json.loads(await writing.recv()) == {
            "id": "1",
            "type": "next",
            "payload": {"data": {"addNote": {"note": {"body": "by socket"}, "userErrors": []}}},
        }
        assert json.loads(await writing.recv()) == {"id": "1", "type": "complete"}
        with pytest.raises(ConnectionClosed) as closed:
            await writing.recv()
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 1012
    await service.gone(within=LONGEST)
    assert service.process.returncode in STOPPED
    notes = {body for (body,) in await world.rows("SELECT body FROM note")}
    assert notes == {"by request", "by socket"}
    await ada.close()


ENDLESS = "{ endless: viewer { id } }"


@pytest.mark.slow
async def test_a_stop_takes_less_than_ten_seconds_although_statements_never_end(
    world: World, serve: Callable[..., Service]
) -> None:
    await stop_while_statements_never_end(world, serve)


@pytest.mark.postgresql
async def test_the_same_on_postgresql(shared_world: World, serve: Callable[..., Service]) -> None:
    await stop_while_statements_never_end(shared_world, serve)


async def stop_while_statements_never_end(world: World, serve: Callable[..., Service]) -> None:
    service = serve(world, WHOSE_STATEMENT_TIMEOUT="3600")
    service.module = "tests.live.endless_server"
    await service.start()
    async with contextlib.AsyncExitStack() as stack:
        for name in ("ada", "ben", "cleo", "dan") * 3:
            socket = await stack.enter_async_context(opened(service, world.tokens[name]))
            await subscribe(socket, ENDLESS)
        client = await stack.enter_async_context(httpx.AsyncClient(trust_env=False, timeout=60))
        headers = {"authorization": f"Bearer {world.tokens['ada']}"}
        asked = [
            asyncio.create_task(client.post(service.url, json={"query": ENDLESS}, headers=headers))
            for _ in range(5)
        ]
        async with asyncio.timeout(PATIENCE):
            while await service.metric('whose_asked_total{by="request"}') < 5:
                await asyncio.sleep(0.01)
        # Whoever runs the service still hears that it is ready.
        assert (await client.get(service.url.replace("/graphql", "/health/ready"))).is_success
        service.terminate()
        await service.gone(within=LONGEST)
        await asyncio.gather(*asked, return_exceptions=True)
    assert service.process.returncode in STOPPED
