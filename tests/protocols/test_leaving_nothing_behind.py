"""What a socket leaves behind in the service when it has gone: nothing."""

import asyncio
import gc
import json

import pytest
from websockets.frames import Frame, Opcode

from server.transport.websocket_session import WebSocketSession
from tests.protocols.conftest import Service, wait_until
from tests.protocols.talk import ask, closed, complete, following, hear, opened, ready, say


def sockets() -> list[WebSocketSession]:
    gc.collect()
    return [it for it in gc.get_objects() if isinstance(it, WebSocketSession)]


async def test_sockets_that_were_refused_are_forgotten(service: Service) -> None:
    for _ in range(3):
        async with opened(service) as socket:
            await say(socket, type="connection_init", payload={"authorization": "Bearer unknown"})
            assert (await closed(socket))[0] == 4401
        async with opened(service) as socket:
            await ask(socket, "a", "{ hello }")
            assert (await closed(socket))[0] == 4401
    await asyncio.to_thread(wait_until, lambda: not sockets())


@pytest.mark.parametrize("query", ["{ slow }", "subscription { idle }"])
async def test_what_is_completed_before_it_began_is_never_begun(
    service: Service, recwarn: pytest.WarningsRecorder, query: str
) -> None:
    async with ready(service, "good") as socket:
        subscribe = {"id": "a", "type": "subscribe", "payload": {"query": query}}
        frames = [Frame(Opcode.TEXT, json.dumps(it).encode()) for it in (subscribe, complete("a"))]
        # In one piece, so that they are read in one.
        socket.transport.write(b"".join(it.serialize(mask=True) for it in frames))
        await ask(socket, "a", "{ hello }")
        assert await hear(socket) == following("a", hello="Hello, world!")
    gc.collect()
    assert [str(it.message) for it in recwarn] == []
