"""uvicorn's WebSockets with what they lack: pings by one timer for all, and limits."""

from asyncio import Future, get_running_loop
from asyncio.transports import BaseTransport
from sys import getsizeof
from typing import Any, cast

from starlette.types import Message
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.protocol import State as Phase

from server.transport.abortable import Abortable
from server.transport.connection_table import State
from server.transport.http_connection import EXTENSION, HTTPConnection
from server.transport.send_buffer import LIMIT

BAD_HANDSHAKE = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
PING = b"\x89\x00"
NOT_UTF_8 = 1007


class MessageQueue:
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


class WebSocketConnection(Abortable, WebSocketsSansIOProtocol):
    """A WebSocket over one connection, which costs two thirds of uvicorn's own when idle."""

    _unread = 0  # bytes of pongs that wait for a reader who is behind
    _pinged = False  # whether the peer was pinged since it was last heard

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.table = cast(State, named["server_state"]).table
        self.queue = cast(Any, MessageQueue())

    def connection_made(self, transport: BaseTransport) -> None:
        """Go on with what began as HTTP, for the same client."""
        super().connection_made(transport)
        before = cast(HTTPConnection, self.transport.get_protocol())
        self.client = before.scope["client"]
        self.table.replace(before, self)
        self.due_in(self.table.limits.silence)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no longer."""
        self.table.remove(self)
        super().connection_lost(exc)

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
        self.due_in(self.table.limits.silence)
        self._pinged = False
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.transport.write(b"".join(self.conn.data_to_send()) or BAD_HANDSHAKE)
            self.transport.close()

    def overdue(self, now: float) -> None:
        """Ping a peer that is silent, and cut off one that did not answer that.

        Browsers and libraries answer by themselves. A peer whom we keep from writing or who is
        behind with reading cannot answer, and has other limits.
        """
        if self._pinged and not self.read_paused and not self.clogged:
            self.abort()
        elif self.handshake_complete and not self.close_sent and not self.clogged:
            self._pinged = True
            self.due_in(self.table.limits.answer)
            self.transport.write(PING)
        else:
            self._pinged = False
            self.due_in(self.table.limits.silence)

    def send_receive_event_to_app(self) -> None:
        """Close for a text that is not UTF-8, where uvicorn would log a traceback."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                if self.conn.state is Phase.OPEN:
                    self.conn.send_close(NOT_UTF_8, "A text must be UTF-8")
                    self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

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
            self.abort()
        else:
            self.transport.write(pong)

    @property
    def clogged(self) -> bool:
        """Whether the reader keeps the transport from writing."""
        return not self.writable.is_set()
