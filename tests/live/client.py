"""Clients over real sockets: one that writes, and those that listen and come back."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

PROTOCOL = Subprotocol("graphql-transport-ws")
LOST = (OSError, ConnectionClosed, InvalidHandshake, httpx.TransportError, EOFError)
NOTIFICATIONS = "subscription ($after: Int) { notifications(after: $after) { sequence text } }"


class Address(Protocol):
    """Where a server is."""

    @property
    def url(self) -> str:
        """Where it answers requests."""

    @property
    def ws(self) -> str:
        """Where it takes sockets."""


class Ended(Exception):
    """The server ended the operation: with errors, or because there is nothing more."""


def bearer(token: str) -> dict[str, str]:
    """How a token is sent."""
    return {"authorization": f"Bearer {token}"}


class Writer:
    """Sends queries and mutations."""

    def __init__(self, address: Address, token: str) -> None:
        self._address = address
        self._client = httpx.AsyncClient(headers=bearer(token), timeout=60, trust_env=False)

    async def ask(self, query: str, **variables: Any) -> Any:
        """The whole answer."""
        body = {"query": query, "variables": variables}
        return (await self._client.post(self._address.url, json=body)).json()

    async def done(self, query: str, **variables: Any) -> Any:
        """The data of an answer without errors of either kind."""
        answer = await self.ask(query, **variables)
        assert "errors" not in answer, answer
        for payload in answer["data"].values():
            assert not (isinstance(payload, dict) and payload.get("userErrors")), answer
        return answer["data"]

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.aclose()


@asynccontextmanager
async def opened(address: Address, token: str, **more: Any) -> AsyncIterator[ClientConnection]:
    """A socket on which the server knows who it is."""
    async with connect(
        address.ws, subprotocols=[PROTOCOL], proxy=None, compression=None, **more
    ) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": bearer(token)}))
        assert json.loads(await socket.recv()) == {"type": "connection_ack"}
        yield socket


async def subscribe(socket: ClientConnection, query: str, **variables: Any) -> None:
    """Begin the one operation of a socket."""
    payload = {"query": query, "variables": variables}
    await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))


async def over_socket(
    address: Address, token: str, query: str, **variables: Any
) -> AsyncIterator[Any]:
    """The events of a subscription, until the connection is lost. Raises Ended."""
    async with opened(address, token) as socket:
        await subscribe(socket, query, **variables)
        async for text in socket:
            message = json.loads(text)
            if message["type"] != "next" or "errors" in message["payload"]:
                raise Ended(message)
            yield message["payload"]["data"]
    raise EOFError


async def over_events(
    address: Address, token: str, query: str, **variables: Any
) -> AsyncIterator[Any]:
    """The same by server-sent events."""
    headers = bearer(token) | {"accept": "text/event-stream"}
    body = {"query": query, "variables": variables}
    async with (
        httpx.AsyncClient(headers=headers, timeout=60, trust_env=False) as client,
        client.stream("POST", address.url, json=body) as response,
    ):
        async for line in response.aiter_lines():
            if line.startswith("event: complete"):
                raise Ended("complete")
            if line.startswith("data: "):
                payload = json.loads(line.removeprefix("data: "))
                if "errors" in payload:
                    raise Ended(payload)
                yield payload["data"]
    raise EOFError


Stream = Callable[..., AsyncIterator[Any]]
WAYS: dict[str, Stream] = {"WebSocket": over_socket, "server-sent events": over_events}


class Ear:
    """Listens to somebody's notifications, and comes back with the last number it heard."""

    def __init__(self, address: Address, token: str, stream: Stream = over_socket) -> None:
        self.heard: list[tuple[int, str]] = []
        self.comebacks = -1
        self._address, self._token, self._stream = address, token, stream
        self._task = asyncio.create_task(self._listen())

    @property
    def last(self) -> int:
        """The last number."""
        return self.heard[-1][0] if self.heard else 0

    @property
    def last_text(self) -> str:
        """What was said last."""
        return self.heard[-1][1] if self.heard else ""

    async def _listen(self) -> None:
        while True:
            self.comebacks += 1
            with suppress(*LOST):
                async for data in self._stream(
                    self._address, self._token, NOTIFICATIONS, after=self.last
                ):
                    it = data["notifications"]
                    self.heard.append((it["sequence"], it["text"]))
            await asyncio.sleep(0.05)

    def check(self) -> None:
        """Raise what went wrong."""
        if self._task.done():
            self._task.result()

    async def close(self) -> None:
        """Listen no longer."""
        self._task.cancel()
        await asyncio.wait((self._task,))


async def close_all(*them: "Ear | Writer") -> None:
    """Close several."""
    closing: list[Awaitable[None]] = [it.close() for it in them]
    await asyncio.gather(*closing)
