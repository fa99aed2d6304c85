"""Whoever says nothing, or half of something, does not stay; whoever is being answered does."""

import json
import socket
import time
from collections.abc import Iterator

import pytest

from server.transport.connection_table import Limits
from tests.abuse.timers import timers
from tests.protocols.conftest import Service, running, wait_until

LIMITS = Limits(head=0.3, body=2.0, between=0.3, sweep=0.05)
ACCEPT = b"host: x\r\naccept: application/json\r\n"
HELLO = b"GET /graphql?query={hello} HTTP/1.1\r\n" + ACCEPT + b"\r\n"
HELD = HELLO.replace(b"hello", b"held")
POST = b"POST /graphql HTTP/1.1\r\n" + ACCEPT + b"content-type: application/json\r\n"
NO_JSON = POST.replace(b"type: application/json", b"type: text/plain")


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running(LIMITS) as service:
        yield service


def open_to(service: Service) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=20)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def ends(connection: socket.socket, drip: bytes = b"") -> bytes:
    """What comes until the service ends the connection, to which single bytes are sent."""
    heard, connection_ends = bytearray(), False
    connection.settimeout(0.02 if drip else 20)
    end = time.monotonic() + 20
    while not connection_ends:
        assert time.monotonic() < end, "it stays open"
        try:
            if drip:
                connection.sendall(drip)
            chunk = connection.recv(65536)
            heard += chunk
            connection_ends = not chunk
        except TimeoutError:
            assert drip, "it stays open"
        except ConnectionError:
            connection_ends = True
    connection.close()
    return bytes(heard)


SILENT: dict[str, tuple[bytes, bytes, bytes]] = {
    # What is sent at once, what is sent again and again, and what is answered.
    "nothing": (b"", b"", b""),
    "half of a request line": (b"GET /graphql HT", b"", b""),
    "half of the headers": (b"POST /graphql HTTP/1.1\r\nhost: x\r\nx-a: b", b"", b""),
    "headers without end": (b"POST /graphql HTTP/1.1\r\nx-a: ", b"a", b""),
    "no body": (POST + b"content-length: 10\r\n\r\n", b"", b""),
    "half of a body": (POST + b"content-length: 10\r\n\r\n{", b"", b""),
    "a body without end": (POST + b"content-length: 100000\r\n\r\n", b" ", b""),
    "chunks without end": (POST + b"transfer-encoding: chunked\r\n\r\n", b"1\r\n \r\n", b""),
    "a body after its refusal": (NO_JSON + b"content-length: 1000\r\n\r\n", b" ", b"HTTP/1.1 415"),
    "no second request": (HELLO, b"", b"HTTP/1.1 200"),
    "half of a second request": (HELLO + b"GET /", b"", b"HTTP/1.1 200"),
    "a second request without end": (HELLO + b"GET /", b"a", b"HTTP/1.1 200"),
    "half of a handshake": (b"GET /graphql HTTP/1.1\r\nupgrade: websocket\r\n", b"", b""),
}


@pytest.mark.parametrize("what", SILENT)
def test_a_client_that_does_not_go_on_is_left(service: Service, what: str) -> None:
    at_once, drip, answer = SILENT[what]
    connection = open_to(service)
    connection.sendall(at_once)
    assert ends(connection, drip).startswith(answer)


def test_what_arrives_late_within_the_limits_is_answered(service: Service) -> None:
    with open_to(service) as connection:
        body = json.dumps({"query": "{ hello }"}).encode()
        for part in (POST[:20], POST[20:] + b"content-length: %d\r\n\r\n" % len(body), body) * 2:
            connection.sendall(part)
            time.sleep(0.02)
        heard = b""
        while heard.count(b"Hello, world!") < 2:
            heard += connection.recv(65536)


def test_a_body_may_take_longer_than_the_headers(service: Service) -> None:
    with open_to(service) as connection:
        body = json.dumps({"query": "{ hello }"}).encode()
        connection.sendall(POST + b"content-length: %d\r\n\r\n" % len(body))
        assert ends(open_to(service)) == b""
        connection.sendall(body)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_client_that_waits_for_its_answer_may_be_silent(service: Service) -> None:
    with open_to(service) as waiting:
        waiting.sendall(HELD)
        wait_until(lambda: service.graph.running == 1)
        for _ in range(3):
            assert ends(open_to(service)) == b""
        service.do(service.graph.released.set)
        assert b"released" in ends(waiting)


def test_a_trusted_proxy_may_keep_connections_ready_but_not_send_half_a_request() -> None:
    with running(LIMITS, proxies="127.0.0.1") as service:
        ready, used, half = (open_to(service) for _ in range(3))
        used.sendall(HELLO)
        assert used.recv(65536).startswith(b"HTTP/1.1 200")
        for after in (b"G", b"G"):
            half.sendall(after)
            assert ends(half) == b""
            half = open_to(service)
        for connection in (ready, used, half):
            connection.sendall(HELLO)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            connection.close()


def test_all_are_looked_after_by_one_timer(service: Service) -> None:
    with timers(service) as made:
        for connection in [open_to(service) for _ in range(200)]:
            assert ends(connection) == b""
    assert len(made) < 100
