"""uvicorn's HTTP with what it lacks: limits, and a way to drop a reader who stalls.

uvicorn's send() waits while the transport's buffer is full, for as long as the reader likes, and
transport.close() waits for that buffer too: only abort() ends a connection nobody reads from.
"""

import math
import socket
from asyncio import Transport
from typing import Any, cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from server.transport.abortable import Abortable
from server.transport.connection_table import State
from server.transport.send_buffer import Connection

EXTENSION = "whose.wire"
LONGEST_HEAD = 64 * 1024
TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)
COMMENT = b"3\r\n:\n\n\r\n"  # of an event stream, as a chunk

# The kernel finds peers that vanished or that read nothing for 40 seconds, so that with a comment
# every 12 seconds a lost event stream is noticed within a minute. Linux has all four; elsewhere
# those it has.
KERNEL = {
    "TCP_KEEPIDLE": 20,  # seconds
    "TCP_KEEPINTVL": 10,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": 40_000,  # milliseconds
}


def connection_of(scope: Scope) -> Connection:
    """The connection under an ASGI call served by these protocols."""
    return cast(Connection, scope["extensions"][EXTENSION])


def http_connection_of(scope: Scope) -> "HTTPConnection":
    """The connection under a request."""
    return cast(HTTPConnection, scope["extensions"][EXTENSION])


def arrived(scope: Scope) -> bool:
    """Whether a request is all there already, its body included."""
    # Where requests are pipelined, the last is looked at; those before it are there if it is.
    return not http_connection_of(scope).cycle.more_body


class HTTPConnection(Abortable, HttpToolsProtocol):
    """HTTP over one connection."""

    _head = 0  # bytes of a request line and headers that are still arriving
    _proxied = False  # whether it is from a proxy that is trusted
    _idle = False  # whether the client may send a request, and has sent nothing of it
    _streams = False  # whether events are being sent

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.table = cast(State, self.server_state).table

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Count the connection, and let the kernel watch over the peer."""
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family != getattr(socket, "AF_UNIX", None):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for name, value in KERNEL.items():
                if hasattr(socket, name):
                    connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
        self.due_in(self.table.limits.head)
        if not (self.table.add(self) and self._count_peer()):
            self.abort()

    def _count_peer(self) -> bool:
        proxies, (peer, port) = self.table.proxies, self.client or ("", 0)
        self._proxied = proxies.trusts(peer)
        if self._proxied:
            # It keeps connections ready; whom it speaks for is counted with each request.
            self._rest()
            return True
        self.client = proxies.client(peer, ()), port
        return self.table.count(self, self.client[0])

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no longer."""
        self.table.remove(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Refuse headers without end, which httptools would collect."""
        if self._idle:
            self._idle = False
            self._expect(self.table.limits.head)
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
        self._expect(self.table.limits.body)
        if self._proxied:
            peer, port = self.client or ("", 0)
            client = self.table.proxies.client(peer, self.headers)
            self.scope["client"] = client, port
            if not self.table.count(self, client):
                self.abort()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Count the next request's head."""
        self._head = 0
        super().on_message_complete()
        self._expect(math.inf)
        cycle = cast(RequestResponseCycle | None, self.cycle)  # None before a handshake
        if cycle is not None and not cycle.response_complete:
            self.table.keep(self)
        else:
            self._rest()

    def on_response_complete(self) -> None:
        """Wait for the next request, if this one has come to its end."""
        super().on_response_complete()
        self._streams = False
        # One look at all of them serves as well as a timer for each.
        self._unset_keepalive_if_required()
        if self._proxied:
            self.table.count(self, None)
        if self.cycle.response_complete and not self.cycle.more_body:
            self._rest()

    def _rest(self) -> None:
        self._idle = True
        # A proxy that is trusted ends by itself what it does not need; others race with our end.
        self._expect(math.inf if self._proxied else self.table.limits.between)
        self.table.waits(self)

    def _expect(self, seconds: float) -> None:
        """Give the client so long; while events are sent to it, nothing is expected of it."""
        if not self._streams:
            self.due_in(seconds)

    def stream_events(self) -> None:
        """Send a comment now and then, until the response is complete."""
        self._streams = True
        self.due_in(self.table.limits.heartbeat)

    def overdue(self, now: float) -> None:
        """Comment on an event stream; close what keeps us waiting for a request."""
        if self._streams:
            self.due_in(self.table.limits.heartbeat)
            if not (self.clogged or self.transport.is_closing()):
                self.transport.write(COMMENT)
        else:
            self.due = math.inf
            self.transport.close()

    @property
    def clogged(self) -> bool:
        """Whether the reader keeps the transport from writing."""
        return self.flow.write_paused
