"""Whoever sends many messages at once, over however many sockets, waits for others."""

import asyncio
from typing import Any

from server.transport.frames import SUBPROTOCOL
from server.transport.http_connection import EXTENSION
from server.transport.origins import Origins
from server.transport.serving import OpenConnections
from server.transport.websocket import MESSAGES_AT_ONCE, GraphQLOverWebSocket
from tests.protocols.fake import FakeGraph

SOCKETS, PINGS = 40, 50
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
    served = GraphQLOverWebSocket(FakeGraph(), OpenConnections(), Origins(""))
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
