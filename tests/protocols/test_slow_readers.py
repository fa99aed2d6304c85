"""Clients who read too slowly, or not at all, over real sockets."""

import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from server.transport import http_connection, send_buffer
from tests.protocols.conftest import Service, wait_until
from tests.protocols.reader import Reader

MEBIBYTE = 1024 * 1024
FLOOD = "subscription { flood(size: 1000) }"


def closing(code: int, reason: str) -> bytes:
    return bytes((0x88, 2 + len(reason))) + code.to_bytes(2, "big") + reason.encode()


@pytest.fixture
def reader(service: Service) -> Iterator[Reader]:
    with Reader(service.port) as reader:
        yield reader


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    assert send_buffer.PATIENCE == 10
    monkeypatch.setattr(send_buffer, "PATIENCE", 0.5)


@pytest.mark.usefixtures("impatient")
def test_a_socket_nobody_reads_from_is_cut_before_much_piles_up(
    service: Service, reader: Reader
) -> None:
    reader.open_websocket()
    reader.ask("a", FLOOD)
    wait_until(lambda: service.graph.running == 1)
    wait_until(lambda: service.connections.all == set())
    # The kernel takes up to 4 MiB, the transport 64 KiB, the send buffer half a mebibyte.
    assert service.graph.flooded < 6 * MEBIBYTE
    assert reader.is_reset()


def test_a_mebibyte_is_the_most_that_waits(
    service: Service, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_buffer, "PATIENCE", 3600)
    reader.open_websocket()
    for number in range(3):
        reader.ask(str(number), f"subscription {{ flood(size: {MEBIBYTE // 2}) }}")
    wait_until(lambda: service.graph.flooded > MEBIBYTE)
    wait_until(lambda: service.connections.all == set())
    assert service.graph.flooded < 8 * MEBIBYTE


@pytest.mark.usefixtures("impatient")
def test_a_reader_who_wakes_up_in_time_hears_why(service: Service, reader: Reader) -> None:
    reader.open_websocket()
    reader.ask("a", FLOOD)
    wait_until(lambda: service.graph.running == 1)
    wait_until(lambda: service.graph.running == 0)
    reader.until(closing(4290, "Too slow a reader"))


@pytest.mark.usefixtures("impatient")
def test_a_reader_who_is_slow_but_reads_gets_everything(service: Service, reader: Reader) -> None:
    reader.open_websocket()
    reader.ask("a", "subscription { burst(size: 10000, times: 800) }")
    reader.ask("b", "subscription { count(to: 1) }")
    text = reader.until(b'{"id":"a","type":"complete"}', pause=0.01)
    assert text.count(b'{"id":"a","type":"next"') == 800
    assert text.count(b'"count":1') == 1


def test_a_socket_that_only_pings_is_cut_as_well(service: Service, reader: Reader) -> None:
    reader.open_websocket()
    with pytest.raises(ConnectionError):
        reader.ping(b"x" * 125, times=32 * MEBIBYTE // 125)
    wait_until(lambda: service.connections.all == set())


def test_a_reader_who_is_behind_gets_pongs(service: Service, reader: Reader) -> None:
    reader.open_websocket()
    reader.ask("a", "subscription { burst(size: 10000, times: 800) }")
    wait_until(lambda: service.graph.running == 1)
    reader.ping(b"still there?")
    text = reader.until(b'{"id":"a","type":"complete"}')
    assert text.count(b"\x8a\x0cstill there?") == 1
    assert text.count(b'{"id":"a","type":"next"') == 800


def test_others_do_not_notice(service: Service, reader: Reader) -> None:
    reader.open_websocket()
    reader.ask("a", FLOOD)
    wait_until(lambda: service.graph.flooded > MEBIBYTE // 4)
    with httpx.Client() as client:
        for _ in range(20):
            assert client.post(service.url, json={"query": "{ hello }"}).status_code == 200
    assert service.graph.running == 1


@pytest.mark.usefixtures("impatient")
def test_an_event_stream_nobody_reads_is_cut(service: Service, reader: Reader) -> None:
    reader.post(FLOOD, "text/event-stream")
    wait_until(lambda: service.graph.running == 1)
    wait_until(lambda: service.connections.all == set())
    assert service.graph.flooded < 6 * MEBIBYTE
    assert reader.is_reset()


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has it")
def test_a_response_nobody_reads_is_dropped_by_the_kernel(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert http_connection.KERNEL["TCP_USER_TIMEOUT"] == 40_000
    monkeypatch.setitem(http_connection.KERNEL, "TCP_USER_TIMEOUT", 1_000)
    with Reader(service.port) as reader:
        reader.post(f'{{ hello(name: "{"x" * 900_000}") }}', "application/json")
        time.sleep(0.2)
        assert len(service.server.server_state.connections) == 1
        wait_until(lambda: len(service.server.server_state.connections) == 0, 30)
