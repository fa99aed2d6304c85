"""Whatever bytes come: the right code or status, no traceback, and the service is well."""

import asyncio
import logging
import os
import random
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from websockets.frames import Frame, Opcode

from tests.protocols.conftest import Service, running
from tests.protocols.http import HELLO

UPGRADE = (
    b"GET %b HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    b"sec-websocket-protocol: graphql-transport-ws\r\n%b\r\n"
)
HANDSHAKE = UPGRADE % (b"/graphql", b"")
INIT = Frame(Opcode.TEXT, b'{"type":"connection_init"}').serialize(mask=True)
MASK = b"\0\0\0\0"


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture(autouse=True)
def nothing_is_logged(service: Service, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Neither a traceback nor any line of which somebody could write thousands."""
    with caplog.at_level(logging.WARNING):
        yield
        with httpx.Client(timeout=10) as client:
            assert client.post(service.url, json=HELLO).status_code == 200
    told = [it for it in caplog.records if it.exc_info or it.levelno >= logging.ERROR]
    assert [logging.Formatter().format(it) for it in told] == []


def exchange(service: Service, *parts: bytes) -> bytes:
    """What is answered to some bytes, sent in so many parts, until the connection ends."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answer = bytearray()
        with suppress(ConnectionError):
            for part in parts:
                connection.sendall(part)
            while chunk := connection.recv(65536):
                answer += chunk
        return bytes(answer)


def frame(first: int, payload: bytes, *, masked: bool = True) -> bytes:
    """A frame of the client's with a first byte of any kind."""
    bit, size = 0x80 if masked else 0, len(payload)
    if size < 126:
        head = bytes([first, bit | size])
    elif size < 65536:
        head = bytes([first, bit | 126]) + struct.pack("!H", size)
    else:
        head = bytes([first, bit | 127]) + struct.pack("!Q", size)
    return head + (MASK if masked else b"") + payload


FRAMES: dict[str, tuple[bytes, int]] = {
    "a text that is not UTF-8": (frame(0x81, b'{"type":"\xff"}'), 1007),
    "a text that ends within a character": (frame(0x81, b"\xe2\x82"), 1007),
    "half of a surrogate pair": (frame(0x81, b"\xed\xa0\x80"), 1007),
    "parts that are not UTF-8 together": (frame(0x01, b"a") + frame(0x80, b"\xff"), 1007),
    "a reason to close that is not UTF-8": (frame(0x88, b"\x03\xe8\xff"), 1007),
    "a code to close of one byte": (frame(0x88, b"\x03"), 1002),
    "a code to close that nobody may send": (frame(0x88, b"\x03\xed"), 1002),
    "an unmasked frame": (frame(0x81, b"{}", masked=False), 1002),
    "a reserved bit": (frame(0xC1, b"{}"), 1002),
    "an opcode nobody knows": (frame(0x83, b"{}"), 1002),
    "a ping in parts": (frame(0x09, b""), 1002),
    "a ping that is too long": (frame(0x89, b"x" * 126), 1002),
    "a part of nothing": (frame(0x80, b"x"), 1002),
    "a message within another": (frame(0x01, b"a") + frame(0x81, b"{}"), 1002),
    "a length that claims everything": (b"\x81\xff" + b"\xff" * 8, 1009),
    "a length over the limit": (b"\x81\xff" + struct.pack("!Q", 65537) + MASK, 1009),
    "parts over the limit": (frame(0x01, b"x" * 40_000) + frame(0x00, b"x" * 40_000), 1009),
    "no text": (frame(0x82, b"{}"), 4400),
}


@pytest.mark.parametrize("what", FRAMES)
@pytest.mark.parametrize("more", [b"", frame(0x88, b"\x03\xe8"), frame(0x81, b"\xff") * 3])
@pytest.mark.parametrize("begun", [True, False])
def test_a_malformed_frame_closes_with_its_code(
    service: Service, what: str, more: bytes, begun: bool
) -> None:
    malformed, code = FRAMES[what]
    with socket.create_connection(("127.0.0.1", service.port), timeout=20) as connection:
        connection.sendall(HANDSHAKE)
        answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 101 ")
        if begun:
            connection.sendall(INIT)
            assert b"connection_ack" in connection.recv(65536)
        connection.sendall(malformed + more)
        rest = bytearray()
        with suppress(ConnectionError):
            while chunk := connection.recv(65536):
                rest += chunk
                if rest[:1] == b"\x88" and code == 4400:
                    connection.sendall(frame(0x88, bytes(rest[2:4])))
    assert rest[:1] == b"\x88"
    # What comes in one piece is read in one piece, before any of it is acted on.
    assert struct.unpack("!H", rest[2:4])[0] in {code, *({1000, 1007} if more else ())}


GARBAGE: dict[str, tuple[bytes, bytes]] = {
    "no HTTP": (b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03", b"400"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"),
    "no method": (b" / HTTP/1.1\r\n\r\n", b"400"),
    "another version": (b"GET / HTTP/9.9\r\n\r\n", b"400"),
    "a header without a name": (b"GET / HTTP/1.1\r\n: x\r\n\r\n", b"400"),
    "a header with a zero byte": (b"GET / HTTP/1.1\r\nx: \0\r\n\r\n", b"400"),
    "two lengths": (
        b"POST /graphql HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"400",
    ),
    "a length and chunks": (
        b"POST /graphql HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
        b"400",
    ),
    "a length that is no number": (b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n", b"400"),
    "a chunk of no length": (
        b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        b"transfer-encoding: chunked\r\n\r\nzz\r\n",
        b"400",
    ),
    "a tunnel": (b"CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n", b"400"),
    "an address that is none": (b"GET http:// HTTP/1.1\r\nhost: x\r\n\r\n", b"400"),
    "an address that is not ASCII": (b"GET /gr\xe4phql HTTP/1.1\r\nhost: x\r\n\r\n", b"400"),
    "a handshake without a key": (
        HANDSHAKE.replace(b"sec-websocket-key", b"x-key"),
        b"400",
    ),
    "a handshake with a short key": (HANDSHAKE.replace(b"AAAAAAAA", b"A"), b"400"),
    "a handshake of another version": (HANDSHAKE.replace(b": 13", b": 8"), b"400"),
    "a handshake by POST": (HANDSHAKE.replace(b"GET", b"POST"), b"405"),
    "a handshake to no ASCII": (UPGRADE % (b"/gr\xe4phql", b""), b"400"),
    "a handshake with a length": (UPGRADE % (b"/graphql", b"content-length: 5\r\n"), b"400"),
    "a handshake with no protocol": (UPGRADE % (b"/graphql", b"x: \xff\r\n"), b"101"),
    "another upgrade": (
        b"GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: h2c\r\nconnection: upgrade, close\r\n\r\n",
        b"400",
    ),
}


@pytest.mark.parametrize("what", GARBAGE)
def test_garbage_is_answered_and_leaves_no_line(
    service: Service, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    request, status = GARBAGE[what]
    assert exchange(service, request).split(b" ")[1] == status


async def test_anything_at_all_leaves_the_service_well(service: Service) -> None:
    chance = random.Random(11)
    valid = [HANDSHAKE + INIT, HANDSHAKE + frame(0x81, b"{}") * 3, GARBAGE["two lengths"][0]]

    async def send() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
        base = bytearray(chance.choice(valid) + chance.randbytes(chance.randrange(200)))
        for _ in range(chance.randrange(6)):
            base[chance.randrange(len(base))] = chance.randrange(256)
        cut = chance.randrange(len(base))
        for part in (base[:cut], base[cut:]):
            writer.write(bytes(part))
            await asyncio.sleep(0.001)
        with suppress(OSError):
            writer.write_eof()
            async with asyncio.timeout(20):
                await reader.read()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    for _ in range(int(os.environ.get("TIMES", "10"))):
        await asyncio.gather(*(send() for _ in range(50)))
