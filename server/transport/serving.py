"""How the service is run: uvicorn, tuned, and what is open when it stops."""

import asyncio
import math
import time
from collections.abc import Awaitable
from socket import socket
from typing import Protocol

import uvicorn
from starlette.types import ASGIApp

from server.process.garbage import tune_garbage_collector
from server.process.threads import tune_threads
from server.transport.connection_table import ConnectionTable, Limits, State
from server.transport.http_connection import HTTPConnection
from server.transport.proxies import Proxies
from server.transport.send_buffer import GONE, Connection
from server.transport.websocket_connection import WebSocketConnection

LONGEST_MESSAGE = 64 * 1024
GRACE = 2.0  # seconds a reader has to take what ends its stream
LAST_ANSWERS = 5.0  # seconds for what a socket asked for and is under way when the service stops
LONGEST_STOP = 9  # seconds, sockets and requests together


class Closable(Protocol):
    """A socket or stream that is open."""

    async def shut(self) -> None:
        """Tell the client to come back later; takes no longer than LAST_ANSWERS and GRACE."""


class OpenConnections:
    """The sockets and streams that are open."""

    def __init__(self) -> None:
        self.all: set[Closable] = set()

    async def close_all(self) -> None:
        """End each of them so that its client comes back, within LAST_ANSWERS and GRACE."""
        await asyncio.gather(*(each.shut() for each in self.all))


async def send_last(connection: Connection, sending: Awaitable[None]) -> None:
    """Send the last of a connection; it is cut where its reader does not take that within GRACE."""
    try:
        async with asyncio.timeout(GRACE):
            await sending
        connection.abort_if_stuck(GRACE)
    except TimeoutError:
        connection.abort()
    except GONE:
        pass  # the client was first


class Server(uvicorn.Server):
    """uvicorn that bounds connections, and that ends sockets and streams before it stops."""

    def __init__(
        self,
        config: uvicorn.Config,
        connections: OpenConnections,
        limits: Limits,
        proxies: Proxies,
    ) -> None:
        super().__init__(config)
        self._connections = connections
        self.table = ConnectionTable(limits, proxies)
        self.server_state = State(self.table)
        self._watching: asyncio.Task[None]

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Begin to serve; what is made until then stays."""
        await super().startup(sockets)
        self._watching = asyncio.create_task(self.table.watch())
        tune_garbage_collector()
        tune_threads()

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Take no more connections, end what is open, then stop as uvicorn does."""
        began = time.monotonic()
        for server in self.servers:
            server.close()
        await self._connections.close_all()
        took = math.ceil(time.monotonic() - began)
        self.config.timeout_graceful_shutdown = LONGEST_STOP - took
        self._watching.cancel()
        await super().shutdown(sockets)


def config(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """What uvicorn is told; logging is set up by whoever starts the service."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http=HTTPConnection,
        ws=WebSocketConnection,
        ws_max_size=LONGEST_MESSAGE,
        # Each would cost memory or a timer a socket; one timer pings them all.
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        # It would believe what any program on this machine says of its client.
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LONGEST_STOP,
    )
