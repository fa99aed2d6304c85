"""What a socket leaves behind in the service when it has gone: nothing."""

import asyncio
import gc

from server.socket import Socket
from tests.protocols.conftest import Service, wait_until
from tests.protocols.talk import ask, closed, opened, say


def sockets() -> list[Socket]:
    gc.collect()
    return [it for it in gc.get_objects() if isinstance(it, Socket)]


async def test_sockets_that_were_refused_are_forgotten(service: Service) -> None:
    for _ in range(3):
        async with opened(service) as socket:
            await say(socket, type="connection_init", payload={"authorization": "Bearer unknown"})
            assert (await closed(socket))[0] == 4401
        async with opened(service) as socket:
            await ask(socket, "a", "{ hello }")
            assert (await closed(socket))[0] == 4401
    await asyncio.to_thread(wait_until, lambda: not sockets())
