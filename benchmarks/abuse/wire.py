"""HTTP over bare sockets: a client that costs little beside the service that it measures."""

import asyncio
import sys
from typing import Any, NamedTuple

import orjson

HOST = "127.0.0.1"
MOST_KEPT = 64 * 1024  # bytes of an answer; what comes after it is only counted
CHUNK = 1024 * 1024


class Answer(NamedTuple):
    """What came back; the text is cut where it is long."""

    status: int
    text: bytes
    size: int


def source(number: int) -> tuple[str, int] | None:
    """Where to connect from, so that the service sees several addresses; Linux has many."""
    return (f"127.0.0.{number}", 0) if sys.platform == "linux" else None


def post(token: str | None, query: str, variables: dict[str, Any] | None = None) -> bytes:
    """A request as it goes over the wire."""
    body = orjson.dumps({"query": query, "variables": variables or {}})
    lines = [
        "POST /graphql HTTP/1.1",
        "Host: whose",
        "Accept: application/json",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *([f"Authorization: Bearer {token}"] if token else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """A connection that is opened when it is needed, and again when it was closed."""

    def __init__(self, port: int, address: tuple[str, int] | None) -> None:
        self._port, self._address = port, address
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> Answer:
        """Send a request and read the answer. Raises OSError and EOFError."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                HOST, self._port, local_addr=self._address
            )
        reader, writer = self._streams
        try:
            writer.write(request)
            answer, stays = await _read(reader)
        except BaseException:
            self.close()
            raise
        if not stays:
            self.close()
        return answer

    async def send(self, request: bytes) -> None:
        """Send a request whose answer nobody reads. Raises OSError."""
        self._streams = await asyncio.open_connection(HOST, self._port, local_addr=self._address)
        self._streams[1].write(request)

    def close(self) -> None:
        """Leave, at once."""
        if self._streams is not None:
            self._streams[1].transport.abort()
            self._streams = None


async def _read(reader: asyncio.StreamReader) -> tuple[Answer, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    size = int(head.partition(b"content-length:")[2].partition(b"\r")[0] or 0)
    text, rest = await reader.readexactly(min(size, MOST_KEPT)), size - MOST_KEPT
    while rest > 0:
        chunk = await reader.read(min(rest, CHUNK))
        if not chunk:
            raise EOFError
        rest -= len(chunk)
    stays = b"\r\nconnection: close" not in head
    return Answer(int(head.split(b" ", 2)[1]), text, size), stays
