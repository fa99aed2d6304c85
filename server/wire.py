"""uvicorn's two protocols with what it lacks: limits, and a way to drop a reader who stalls.

uvicorn's send() waits while the transport's buffer is full, for as long as the reader likes, and
transport.close() waits for that buffer too: only abort() ends a connection nobody reads from.
"""

import socket
import struct
from asyncio import Future, Transport, get_running_loop
from sys import getsizeof
from typing import Any, cast

from starlette.types import Message, Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from server.outbox import LIMIT, Wire

EXTENSION = "whose.wire"
LONGEST_HEAD = 64 * 1024
RESET = struct.pack("ii", 1, 0)
TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)
BAD_HANDSHAKE = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"

# The kernel finds peers that vanished or that read nothing for a minute, so that an idle
# connection needs no timer of ours. Linux has all four; elsewhere those it has.
KERNEL = {
    "TCP_KEEPIDLE": 60,  # seconds
    "TCP_KEEPINTVL": 15,
    "TCP_KEEPCNT": 4,
    "TCP_USER_TIMEOUT": 60_000,  # milliseconds
}


def wire_of(scope: Scope) -> Wire:
    """The connection under an ASGI call served by these protocols."""
    return cast(Wire, scope["extensions"][EXTENSION])


def arrived(scope: Scope) -> bool:
    """Whether a request is all there already, its body included."""
    # Where requests are pipelined, the last is looked at; those before it are there if it is.
    return not cast(HTTPWire, scope["extensions"][EXTENSION]).cycle.more_body


class Droppable:
    """A connection that can be dropped without its reader's help."""

    transport: Transport

    def cut(self) -> None:
        """Drop the connection and what waits for it, now."""
        connection = self.transport.get_extra_info("socket")
        if connection is not None:
            # Otherwise the kernel would keep its megabytes and go on trying.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.transport.abort()

    def cut_if_stuck(self, seconds: float) -> None:
        """Drop the connection if something still waits for it so many seconds from now."""
        get_running_loop().call_later(seconds, self._cut_if_stuck)

    def _cut_if_stuck(self) -> None:
        if self.transport.get_write_buffer_size():
            self.cut()


class HTTPWire(Droppable, HttpToolsProtocol):
    """HTTP over one connection."""

    _head = 0  # bytes of a request line and headers that are still arriving

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Let the kernel watch over the peer."""
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family != getattr(socket, "AF_UNIX", None):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for name, value in KERNEL.items():
                if hasattr(socket, name):
                    connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)

    def data_received(self, data: bytes) -> None:
        """Refuse headers without end, which httptools would collect."""
        self._head += len(data)
        super().data_received(data)
        if self._head > LONGEST_HEAD:
            self.transport.write(TOO_LONG)
            self.transport.close()

    def on_message_begin(self) -> None:
        """Show the connection to the application."""
        super().on_message_begin()
        cast(dict[str, Any], self.scope)["extensions"] = {EXTENSION: self}

    def on_headers_complete(self) -> None:
        """Stop counting: what follows is the body."""
        self._head = -(1 << 62)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Count the next request's head."""
        self._head = 0
        super().on_message_complete()

    @property
    def clogged(self) -> bool:
        """Whether the reader keeps the transport from writing."""
        return self.flow.write_paused


class Mailbox:
    """What asyncio.Queue does for a single reader, without its four deques of 600 bytes."""

    __slots__ = ("_events", "_waiter")

    def __init__(self) -> None:
        self._events: list[Message] = []
        self._waiter: Future[None] | None = None

    def empty(self) -> bool:
        """Whether nothing is there."""
        return not self._events

    def put_nowait(self, event: Message) -> None:
        """Leave an event and wake who waits for it."""
        self._events.append(event)
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def get(self) -> Message:
        """The oldest event, once there is one."""
        while not self._events:
            self._waiter = get_running_loop().create_future()
            await self._waiter
        return self._events.pop(0)


class SocketWire(Droppable, WebSocketsSansIOProtocol):
    """A WebSocket over one connection, which costs two thirds of uvicorn's own when idle."""

    _unread = 0  # bytes of pongs that wait for a reader who is behind

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.queue = cast(Any, Mailbox())

    def start_keepalive(self) -> None:
        """Forget the handshake, whose last step this is: nobody asks for it again."""
        super().start_keepalive()
        self.request.headers.clear()
        self.response.headers.clear()

    async def run_asgi(self) -> None:
        """Show the connection to the application."""
        cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = self
        await super().run_asgi()

    def data_received(self, data: bytes) -> None:
        """Answer a handshake that websockets cannot parse, where uvicorn would say nothing."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.transport.write(b"".join(self.conn.data_to_send()) or BAD_HANDSHAKE)
            self.transport.close()

    def handle_cont(self, event: Frame) -> None:
        """Keep no empty part of a message, of which any number fits into the longest message."""
        if event.data or event.fin:
            super().handle_cont(event)

    def handle_ping(self) -> None:
        """Answer, but cut off who pings on and on and reads no answer."""
        pong = b"".join(self.conn.data_to_send())
        if self.transport.is_closing():
            return  # what was read together with the ping that was one too many
        self._unread = self._unread + getsizeof(pong) if self.clogged else 0
        if self._unread > LIMIT:
            self.cut()
        else:
            self.transport.write(pong)

    @property
    def clogged(self) -> bool:
        """Whether the reader keeps the transport from writing."""
        return not self.writable.is_set()
