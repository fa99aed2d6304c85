"""A network that drops packets without a word: both sides notice, by one timer for all of ours."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.frames import Frame, Opcode

from server.transport.connection_table import Limits
from server.transport.http_connection import KERNEL
from server.transport.websocket_connection import PING
from tests.abuse.timers import timers
from tests.dropping import Dropping, dropping
from tests.protocols.conftest import Service, running, wait_until
from tests.protocols.reader import Reader
from tests.protocols.talk import ACK, PROTOCOL, ask, hear, say

LIMITS = Limits(silence=0.3, answer=2.0, heartbeat=0.1, sweep=0.05)
PONG = Frame(Opcode.PONG, b"").serialize(mask=True)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running(LIMITS) as service:
        yield service


@pytest.fixture
def network(service: Service) -> Iterator[Dropping]:
    with dropping(service.port) as network:
        yield network


def test_by_default_a_lost_connection_is_noticed_within_a_minute() -> None:
    limits = Limits()
    assert limits.silence + limits.answer + 2 * limits.sweep <= 60
    assert limits.heartbeat + limits.sweep + KERNEL["TCP_USER_TIMEOUT"] / 1000 <= 60
    assert KERNEL["TCP_KEEPIDLE"] + KERNEL["TCP_KEEPINTVL"] * KERNEL["TCP_KEEPCNT"] <= 60


@pytest.mark.parametrize("token", ["good", None])
async def test_a_socket_that_is_lost_is_cut_and_another_is_not(
    service: Service, network: Dropping, token: str | None
) -> None:
    payload = {"authorization": f"Bearer {token}"} if token else {}
    async with (
        connect(service.ws, subprotocols=[PROTOCOL], ping_interval=None) as lively,
        connect(
            f"ws://127.0.0.1:{network.port}/graphql",
            subprotocols=[PROTOCOL],
            ping_interval=0.2,
            ping_timeout=0.2,
            close_timeout=0.1,
        ) as lost,
    ):
        for ws in (lively, lost):
            await say(ws, type="connection_init", payload=payload)
            assert await hear(ws) == ACK
            await ask(ws, "a", "subscription { idle }")
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 2)
        assert network.drop() == 1
        await asyncio.to_thread(wait_until, lambda: service.graph.running == 1)
        await lost.wait_closed()
        # The client that says nothing has answered pings all the while, as every client does.
        await say(lively, type="ping")
        assert await hear(lively) == {"type": "pong"}


def test_a_silent_peer_is_pinged_and_cut_once_it_answers_no_more(service: Service) -> None:
    with Reader(service.port) as reader:
        reader.open_websocket()
        for _ in range(5):
            assert reader.socket.recv(100) == PING
            reader.socket.sendall(PONG)
        assert reader.socket.recv(100) == PING
        assert reader.is_reset()


def test_an_event_stream_that_is_lost_falls_silent(service: Service, network: Dropping) -> None:
    body, headers = {"query": "subscription { idle }"}, {"accept": "text/event-stream"}
    url = f"http://127.0.0.1:{network.port}/graphql"
    timeout = httpx.Timeout(10, read=1)
    with httpx.stream("POST", url, json=body, headers=headers, timeout=timeout) as response:
        heard = response.iter_raw()
        assert [next(heard)[:3] for _ in range(5)] == [b":\n\n"] * 5
        assert network.drop() == 1
        with pytest.raises(httpx.ReadTimeout):
            for _ in heard:
                pass


def test_silent_sockets_are_pinged_by_one_timer(service: Service) -> None:
    with ExitStack() as stack:
        readers = [stack.enter_context(Reader(service.port)) for _ in range(200)]
        for reader in readers:
            reader.open_websocket()
        with timers(service) as made:
            for reader in readers:
                assert reader.socket.recv(100) == PING
    assert len(made) < 100
