"""GraphQL over server-sent events: graphql-sse, its distinct connections mode.

The stream is accepted at once, so what the graph refuses comes as a `next` with errors and then
`complete`, as graphql-sse has it. So does the end of the session, with code UNAUTHENTICATED:
`complete` keeps clients from coming back with a token that is worth nothing. When the service
stops, or a subscription breaks, the response ends without `complete`, and when a reader is too slow
it is cut: clients take each for a lost connection and come back.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

from starlette.types import Message, Receive, Scope, Send

from reader.errors import Refused
from server.transport.errors import error, failure, internal
from server.transport.http_connection import http_connection_of
from server.transport.origins import VARY, Headers
from server.transport.send_buffer import SendBuffer
from server.transport.serving import OpenConnections, send_last
from subscriptions.listener import TooSlow
from subscriptions.request import SessionEnded

COMMENT = b":\n\n"
COMPLETE = b"event: complete\ndata:\n\n"
HEADERS: Headers = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    VARY,
    (b"x-accel-buffering", b"no"),  # or nginx keeps events to itself
)


class EventStream:
    """One operation's results as events."""

    __slots__ = ("_connection", "_extra", "_pump", "_results", "_send", "_send_buffer")

    def __init__(
        self, scope: Scope, send: Send, results: AsyncIterator[str], extra: Headers = ()
    ) -> None:
        self._connection = http_connection_of(scope)
        self._send = send
        self._extra = extra
        self._results = results
        self._send_buffer = SendBuffer(self._connection, send, self._connection.abort)

    async def serve(self, receive: Receive, connections: OpenConnections) -> None:
        """Send events until the operation, the client or the service is done."""
        headers = [*HEADERS, *self._extra]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        await self._put(COMMENT)
        self._connection.stream_events()
        self._pump = asyncio.create_task(self._send_results())
        connections.all.add(self)
        try:
            # uvicorn says so when the client has gone, and when the response is complete.
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            connections.all.discard(self)
            self._pump.cancel()
            await asyncio.wait((self._pump,))
            self._send_buffer.close()

    async def _send_results(self) -> None:
        problem, last = None, COMPLETE
        try:
            async for result in self._results:
                await self._put(b"event: next\ndata: %b\n\n" % result.encode())
        except Refused as refused:
            problem = refused.errors
        except SessionEnded:
            problem = [error("The session has ended.", "UNAUTHENTICATED")]
        except TooSlow:
            self._connection.abort()
            return
        except Exception as unforeseen:
            # Ours, and perhaps mended soon: the client is to come back.
            internal(unforeseen)
            last = b""
        finally:
            if isinstance(self._results, AsyncGenerator):
                await self._results.aclose()
        if problem is not None:
            await self._put(b"event: next\ndata: %b\n\n" % failure(problem))
        await self._put(last, more=False)

    async def _put(self, body: bytes, *, more: bool = True) -> None:
        message: Message = {"type": "http.response.body", "body": body, "more_body": more}
        await self._send_buffer.put(message, body)

    async def shut(self) -> None:
        """End the response without `complete`; cut it if that does not get through."""
        self._pump.cancel()
        await send_last(self._connection, self._put(b"", more=False))
