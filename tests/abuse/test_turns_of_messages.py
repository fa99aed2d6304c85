"""Whoever sends many messages or requests at once, over however many connections, waits."""

import asyncio
from typing import Any, cast

import pytest
from starlette.responses import Response

from schema.execution.graph import Graph
from server.transport.frames import SUBPROTOCOL
from server.transport.http import ANONYMOUS_AT_ONCE, GraphQLOverHTTP
from server.transport.http_connection import EXTENSION
from server.transport.origins import Origins
from server.transport.serving import OpenConnections
from server.transport.websocket import MESSAGES_AT_ONCE, GraphQLOverWebSocket
from tests.protocols.fake import FakeGraph

SOCKETS, PINGS = 40, 50
REQUESTS = 200
QUESTION = b'{"query": "{ hello }"}'
PING = {"type": "websocket.receive", "text": '{"type":"ping"}'}


class Unwatched:
    """A connection whose reader takes everything."""

    refused = clogged = False

    def keep(self) -> None:
        """It stays."""


async def pings(
    served: GraphQLOverWebSocket, address: str, number: int, pongs: list[str], left: asyncio.Event
) -> None:
    """A socket on which pings lie that were all sent before the first is looked at."""
    events = [{"type": "websocket.connect"}, *[PING] * number]

    async def receive() -> dict[str, Any]:
        if events:
            return events.pop(0)
        await left.wait()
        return {"type": "websocket.disconnect"}

    async def send(message: Any) -> None:
        if "pong" in message.get("text", ""):
            pongs.append(address)

    scope = {
        "type": "websocket",
        "headers": [],
        "client": (address, 1),
        "subprotocols": [SUBPROTOCOL],
        "extensions": {EXTENSION: Unwatched()},
    }
    await served(scope, receive, send)


async def test_who_sends_one_message_is_answered_amid_two_thousand_of_somebody_else() -> None:
    served = GraphQLOverWebSocket(cast(Graph, FakeGraph()), OpenConnections(), Origins(""))
    pongs, left = list[str](), asyncio.Event()
    flood = [
        asyncio.create_task(pings(served, "10.0.0.1", PINGS, pongs, left)) for _ in range(SOCKETS)
    ]
    while not pongs:
        await asyncio.sleep(0)
    other = asyncio.create_task(pings(served, "10.0.0.2", 1, pongs, left))
    while len(pongs) < SOCKETS * PINGS + 1:
        await asyncio.sleep(0)
    left.set()
    await asyncio.gather(other, *flood)
    assert pongs.index("10.0.0.2") < 5 * MESSAGES_AT_ONCE


def not_a_page() -> Response:
    """No page is asked for."""
    raise AssertionError


async def asks(
    served: GraphQLOverHTTP, address: str, token: bytes | None, answered: list[str]
) -> None:
    """A request that is all there before it is looked at."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": QUESTION, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            answered.append(address)

    headers = [(b"content-type", b"application/json"), (b"accept", b"application/json")]
    scope = {
        "type": "http",
        "method": "POST",
        "query_string": b"",
        "headers": [*headers, (b"authorization", b"Bearer " + token)] if token else headers,
        "client": (address, 1),
        "extensions": {EXTENSION: Unwatched()},
    }
    await served(scope, receive, send)


@pytest.mark.parametrize("token", [b"a-session", None])
async def test_who_asks_once_is_answered_amid_two_hundred_requests_without_a_token(
    token: bytes | None,
) -> None:
    served = GraphQLOverHTTP(cast(Graph, FakeGraph()), not_a_page, OpenConnections(), Origins(""))
    answered = list[str]()
    flood = [asyncio.create_task(asks(served, "10.0.0.1", None, answered)) for _ in range(REQUESTS)]
    while not answered:
        await asyncio.sleep(0)
    await asyncio.gather(asks(served, "10.0.0.2", token, answered), *flood)
    assert answered.index("10.0.0.2") < 10 * ANONYMOUS_AT_ONCE
