"""graphql-transport-ws over bare sockets: a client that subscribes, counts, and keeps nothing."""

import asyncio
import base64
import os
from collections.abc import Callable
from typing import Any, cast

import orjson

from benchmarks.abuse.tally import CUT, Tally
from benchmarks.abuse.wire import HOST

HANDSHAKE = (
    "GET /graphql HTTP/1.1\r\nHost: whose\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n"
    "Sec-WebSocket-Key: {key}\r\n\r\n"
)
TEXT, CLOSE = 1, 8
END = b"\r\n\r\n"


class Socket(asyncio.Protocol):
    """A socket of somebody."""

    def __init__(self, tally: Tally, result: str) -> None:
        self._tally, self._result = tally, result
        self._got = b""
        self._is_open = self._is_known = False
        self._ended = 0
        self._changed = asyncio.Event()
        self._over = False
        self._transport: asyncio.Transport

    @classmethod
    async def open(
        cls, port: int, address: Any, token: str, tally: Tally, result: str = "ok"
    ) -> "Socket":
        """Connect and say who it is; result is what a result is counted as. Raises OSError."""
        loop = asyncio.get_running_loop()
        _, socket = await loop.create_connection(
            lambda: cls(tally, result), HOST, port, local_addr=address
        )
        await socket._until(lambda: socket._is_open)
        socket.say({"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}})
        await socket._until(lambda: socket._is_known)
        return socket

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a socket."""
        self._transport = cast(asyncio.Transport, transport)
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(HANDSHAKE.format(key=key).encode())

    def subscribe(self, number: int, query: str, variables: dict[str, Any] | None = None) -> None:
        """Begin an operation."""
        payload = {"query": query, "variables": variables or {}}
        self.say({"type": "subscribe", "id": str(number), "payload": payload})

    def say(self, message: dict[str, Any]) -> None:
        """Send a message."""
        text = orjson.dumps(message)
        size = len(text)
        length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        # A mask is demanded; that of zeros leaves the text as it is.
        self._transport.write(bytes([0x80 | TEXT]) + length + bytes(4) + text)

    def leave(self) -> None:
        """Close the connection."""
        self._over = True
        self._transport.abort()

    async def ended(self, operations: int) -> None:
        """Wait until so many operations have ended, or the socket has."""
        await self._until(lambda: self._ended >= operations)

    async def _until(self, true: Callable[[], bool]) -> None:
        while not true() and not self._over:
            self._changed.clear()
            await self._changed.wait()

    def data_received(self, data: bytes) -> None:
        """Take every frame that is whole."""
        self._got = self._got + data if self._got else data
        if not self._is_open:
            head, found, rest = self._got.partition(END)
            if not found:
                return
            self._is_open = head.startswith(b"HTTP/1.1 101")
            self._got = rest
            if not self._is_open:
                self._end(head.split(b" ", 2)[1].decode())
                return
            self._changed.set()
        at = 0
        while (frame := _frame(self._got, at)) is not None:
            opcode, start, at = frame
            self._take(opcode, self._got[start:at])
        self._got = self._got[at:]

    def _take(self, opcode: int, text: bytes) -> None:
        if opcode == CLOSE:
            self._end(f"closed {int.from_bytes(text[:2], 'big')}")
        elif b'"next"' in text[:120]:
            self._tally["refused within" if b'"errors"' in text else self._result] += 1
        elif b'"error"' in text[:120]:
            self._tally.answered(200, text)
            self._done()
        elif b'"complete"' in text[:120]:
            self._done()
        elif b'"connection_ack"' in text[:120]:
            self._is_known = True
            self._changed.set()

    def _done(self) -> None:
        self._ended += 1
        self._changed.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """The service is gone, or has cut the connection."""
        self._end(CUT)

    def _end(self, why: str) -> None:
        if not self._over:
            self._over = True
            self._tally[why] += 1
            self._changed.set()
            self._transport.abort()


def _frame(got: bytes, at: int) -> tuple[int, int, int] | None:
    """The opcode of a frame, and where its text begins and ends; None where it is not whole."""
    if len(got) < at + 2:
        return None
    opcode, size, start = got[at] & 15, got[at + 1] & 127, at + 2
    if size >= 126:
        start += 2 if size == 126 else 8
        size = int.from_bytes(got[at + 2 : start], "big")
    end = start + size
    return (opcode, start, end) if len(got) >= end else None
