"""More connections than there may be: others get in, and who is signed in stays."""

import asyncio
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager, suppress

import httpx
import pytest
import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.process.file_limit import RESERVE
from server.transport.connection_table import REFUSED, Limits
from tests.protocols.conftest import Service, running, wait_until
from tests.protocols.http import HELLO
from tests.protocols.talk import PROTOCOL, closed, hear, ready, say
from tests.served import ROOT

TOO_MANY = (4429, "Too many connections from this address")


def silent(service: Service, address: str = "127.0.0.1") -> socket.socket:
    """A connection from some address of this machine that says nothing."""
    connection = socket.socket()
    connection.settimeout(20)
    connection.bind((address, 0))
    # It may be ended before it is known to have begun.
    with suppress(ConnectionError):
        connection.connect(("127.0.0.1", service.port))
    return connection


def is_over(connection: socket.socket) -> bool:
    """Whether the service has ended a connection on which nothing comes."""
    connection.settimeout(0.01)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


@contextmanager
def lines(event: str, count: int) -> Iterator[None]:
    """See that so many lines of a kind are logged, whatever happens."""
    with structlog.testing.capture_logs() as logs:
        yield
    assert [line["event"] for line in logs] == [event] * count


async def is_alive(ws: ClientConnection) -> bool:
    try:
        await say(ws, type="ping")
        return bool(await hear(ws) == {"type": "pong"})
    except ConnectionClosed:
        return False


async def test_an_address_has_so_many_and_is_told_when_it_wants_more() -> None:
    with running(Limits(of_an_address=3)) as service, lines("address_full", 1):
        async with httpx.AsyncClient() as client, AsyncExitStack() as stack:
            sockets = [await stack.enter_async_context(ready(service)) for _ in range(3)]
            for _ in range(5):
                refused = await client.post(service.url, json=HELLO)
                assert refused.status_code == 429
                assert refused.headers["retry-after"] == "10"
                assert refused.headers["connection"] == "close"
                (error,) = refused.json()["errors"]
                assert error["extensions"]["code"] == "RATE_LIMITED"
                async with connect(service.ws, subprotocols=[PROTOCOL]) as ws:
                    assert await closed(ws) == TOO_MANY
            with silent(service, "127.0.0.2") as other:
                other.sendall(b"GET /graphql?query={hello} HTTP/1.1\r\nhost: x\r\n\r\n")
                assert other.recv(100).startswith(b"HTTP/1.1 200 ")
            await sockets[0].close()
            await asyncio.to_thread(wait_until, lambda: len(service.connections.all) == 2)
            assert (await client.post(service.url, json=HELLO)).status_code == 200


def test_those_beyond_it_who_do_not_listen_are_few() -> None:
    with running(Limits(of_an_address=3)) as service, ExitStack() as stack:
        made = [stack.enter_context(silent(service)) for _ in range(3 + REFUSED + 50)]
        wait_until(lambda: len(service.server.table) == 3 + REFUSED)
        wait_until(lambda: sum(map(is_over, made)) == 50)
        assert not any(map(is_over, made[: 3 + REFUSED]))


async def test_when_it_is_full_who_is_signed_in_stays_and_who_comes_gets_in() -> None:
    with running(Limits(connections=6)) as service, lines("connections_full", 1):
        async with AsyncExitStack() as stack:

            async def opened(token: str | None) -> ClientConnection:
                return await stack.enter_async_context(ready(service, token))

            nobodys = [await opened(None) for _ in range(2)]
            known = [await opened("good") for _ in range(3)]
            nobodys.append(await opened(None))
            known.append(await opened("good"))
            assert [await is_alive(ws) for ws in nobodys] == [False, True, True]
            with ExitStack() as others:
                for _ in range(20):
                    others.enter_context(silent(service))
                known.append(await opened("good"))
                known.append(await opened("good"))
            assert [await is_alive(ws) for ws in known] == [True] * 6
            # All of them are signed in by now.
            with silent(service) as late:
                await asyncio.to_thread(wait_until, lambda: is_over(late))
            assert len(service.server.table) == 6


async def test_a_flood_of_silent_ones_from_many_addresses_keeps_nobody_out() -> None:
    limits = Limits(connections=100, of_an_address=30)
    with running(limits) as service, lines("connections_full", 1), ExitStack() as stack:
        for number in range(600):
            stack.enter_context(silent(service, f"127.0.1.{number % 40 + 1}"))
        async with ready(service, "good") as ws, httpx.AsyncClient() as client:
            assert (await client.post(service.url, json=HELLO)).status_code == 200
            for number in range(200):
                stack.enter_context(silent(service, f"127.0.2.{number % 40 + 1}"))
            assert await is_alive(ws)
        assert len(service.server.table) <= limits.connections


def test_an_answer_that_is_owed_is_given_although_others_come() -> None:
    with running(Limits(connections=10)) as service, ExitStack() as stack:
        owed = stack.enter_context(silent(service))
        owed.sendall(b"GET /graphql?query={held} HTTP/1.1\r\nhost: x\r\n\r\n")
        wait_until(lambda: service.graph.running == 1)
        others = [stack.enter_context(silent(service)) for _ in range(30)]
        wait_until(lambda: sum(map(is_over, others)) == 21)
        service.do(service.graph.released.set)
        assert b"released" in owed.recv(65536)


async def test_behind_a_proxy_each_client_is_counted_and_the_proxy_is_not() -> None:
    one, other = ({"x-forwarded-for": f"203.0.113.{it}"} for it in (1, 2))
    limits = Limits(of_an_address=2)
    with running(limits, proxies="127.0.0.1") as service, lines("address_full", 1):

        def reach(headers: dict[str, str]) -> connect:
            return connect(service.ws, subprotocols=[PROTOCOL], additional_headers=headers)

        async with AsyncExitStack() as stack:
            # What the proxy keeps ready counts for nobody.
            for _ in range(3):
                idle = await stack.enter_async_context(httpx.AsyncClient())
                assert (await idle.post(service.url, json=HELLO, headers=one)).status_code == 200
            client = await stack.enter_async_context(httpx.AsyncClient())
            for _ in range(2):
                await stack.enter_async_context(reach(one))
            async with reach(one) as third:
                assert await closed(third) == TOO_MANY
            async with reach(other):
                pass
            refused = await client.post(service.url, json=HELLO, headers=one)
            assert refused.status_code == 429
            for _ in range(5):
                answer = await client.post(service.url, json=HELLO, headers=other)
                assert answer.status_code == 200
        await asyncio.to_thread(wait_until, lambda: len(service.server.table) == 0)
        assert service.server.table._by_source == {}


@pytest.mark.parametrize(
    ("soft", "hard", "wanted", "most"),
    [
        (1024, 1024, 10_000, 1024 - RESERVE),
        (1024, 4096, 1000, 1000),
        (256, 1024, 700, 700),
        (300, 300, 10_000, 150),
    ],
)
def test_there_are_no_more_connections_than_files(
    soft: int, hard: int, wanted: int, most: int
) -> None:
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < hard:
        pytest.skip("this machine lets nobody open so many files")
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        f"from server.process.file_limit import room_for; print(room_for({wanted}))\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    *logged, room, files = done.stdout.splitlines()
    assert int(room) == most, done.stderr
    assert int(room) < int(files) <= hard
    assert len(logged) == (most < wanted)
