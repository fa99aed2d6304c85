"""How tests talk graphql-transport-ws."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.protocols.conftest import Service

ACK = {"type": "connection_ack"}
PROTOCOL = Subprotocol("graphql-transport-ws")


@asynccontextmanager
async def opened(service: Service) -> AsyncIterator[ClientConnection]:
    async with connect(service.ws, subprotocols=[PROTOCOL], compression=None) as socket:
        yield socket


@asynccontextmanager
async def ready(service: Service, token: str | None = None) -> AsyncIterator[ClientConnection]:
    async with opened(service) as socket:
        payload = {"authorization": f"Bearer {token}"} if token else None
        await say(socket, type="connection_init", payload=payload)
        assert await hear(socket) == ACK
        yield socket


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def ask(socket: ClientConnection, number: str, query: str, **more: Any) -> None:
    await say(socket, id=number, type="subscribe", payload={"query": query, **more})


async def hear(socket: ClientConnection) -> Any:
    async with asyncio.timeout(10):
        text = await socket.recv()
    assert isinstance(text, str)
    return json.loads(text)


async def closed(socket: ClientConnection) -> tuple[int, str]:
    async with asyncio.timeout(10):
        with suppress(ConnectionClosed):
            while True:
                await socket.recv()
    assert socket.close_code is not None
    return socket.close_code, socket.close_reason or ""


def following(number: str, **data: Any) -> dict[str, Any]:
    return {"id": number, "type": "next", "payload": {"data": data}}


def complete(number: str) -> dict[str, Any]:
    return {"id": number, "type": "complete"}
