"""What clients hear when the service stops, and that it does stop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from operator import attrgetter

import httpx

from tests.protocols.conftest import Service, wait_until
from tests.protocols.reader import Reader
from tests.protocols.talk import ask, closed, ready

IDLE = "subscription { idle }"


async def test_sockets_close_with_1012_so_that_clients_come_back(brief_service: Service) -> None:
    service = brief_service
    async with ready(service) as bare, ready(service, "good") as busy:
        await ask(busy, "a", IDLE)
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 1)
        stopping = asyncio.create_task(asyncio.to_thread(service.stop))
        assert await closed(bare) == (1012, "Service restart")
        assert await closed(busy) == (1012, "Service restart")
        await stopping


def test_event_streams_end_without_complete_so_that_clients_come_back(
    brief_service: Service,
) -> None:
    service = brief_service
    body, headers = {"query": IDLE}, {"accept": "text/event-stream"}
    with (
        ThreadPoolExecutor() as pool,
        httpx.stream("POST", service.url, json=body, headers=headers) as response,
    ):
        wait_until(lambda: service.graph.running == 1)
        stopping = pool.submit(service.stop)
        assert response.read() == b":\n\n"
        stopping.result()


def test_readers_who_have_stalled_do_not_hold_up_the_stop(brief_service: Service) -> None:
    service = brief_service
    flood = "subscription { flood(size: 100000) }"
    with Reader(service.port) as socket, Reader(service.port) as stream:
        socket.open_websocket()
        socket.ask("a", flood)
        wait_until(lambda: service.graph.running == 1)
        stream.post(flood, "text/event-stream")
        wait_until(lambda: service.graph.running == 2)
        wait_until(lambda: all(map(attrgetter("clogged"), service.server.server_state.connections)))
        service.stop()
        assert socket.is_reset()
        assert stream.is_reset()
