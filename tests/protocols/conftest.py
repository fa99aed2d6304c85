"""A real uvicorn on a free port, in a thread with a loop of its own."""

import asyncio
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import httpx
import pytest
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from schema.execution.graph import Graph
from server.transport import serving
from server.transport.connection_table import Limits
from server.transport.http import GraphQLOverHTTP
from server.transport.origins import Origins
from server.transport.proxies import Proxies
from server.transport.serving import OpenConnections, Server, config
from server.transport.websocket import GraphQLOverWebSocket
from tests.protocols.fake import FakeGraph
from tests.world.machine import need

Result = TypeVar("Result")
LOCAL = "127.0.0.1"
NODE = Path(__file__).parent.parent / "node"


def graphiql() -> HTMLResponse:
    return HTMLResponse("<title>GraphiQL</title>")


class Service:
    """The protocols over a fake graph, served."""

    def __init__(self, limits: Limits | None = None, origins: str = "", proxies: str = "") -> None:
        self.graph = FakeGraph()
        self.connections = OpenConnections()
        allowed, graph = Origins(origins), cast(Graph, self.graph)
        self._http = GraphQLOverHTTP(graph, graphiql, self.connections, allowed)
        self._websocket = GraphQLOverWebSocket(graph, self.connections, allowed)
        self.listener = socket.create_server((LOCAL, 0))
        self.port: int = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/graphql"
        self.ws = f"ws://127.0.0.1:{self.port}/graphql"
        configured = config(self, LOCAL, self.port)
        self.server = Server(configured, self.connections, limits or Limits(), Proxies(proxies))
        self.loop: asyncio.AbstractEventLoop | None = None
        self.thread = threading.Thread(target=self.server.run, args=([self.listener],))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            self.loop = asyncio.get_running_loop()
            for state in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{state}.complete"})

    def start(self) -> None:
        self.thread.start()
        wait_until(lambda: self.server.started)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        assert not self.thread.is_alive()

    def do(self, act: Callable[[], Result]) -> Result:
        """In the server's loop."""

        async def call() -> Result:
            return act()

        return self.wait_for(call())

    def wait_for(self, work: Coroutine[Any, Any, Result]) -> Result:
        assert self.loop is not None
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)


def wait_until(true: Callable[[], Any], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


@contextmanager
def running(limits: Limits | None = None, **more: str) -> Iterator[Service]:
    """A service for a while, after which nothing may be left running."""
    service = Service(limits, **more)
    service.start()
    try:
        yield service
        wait_until(lambda: service.connections.all == set())
        wait_until(lambda: service.graph.running == 0)
    finally:
        service.stop()


@pytest.fixture(scope="session")
def lasting_service() -> Iterator[Service]:
    service = Service()
    service.start()
    yield service
    service.stop()


@pytest.fixture
def service(lasting_service: Service) -> Iterator[Service]:
    """For one test, after which nothing may be left running."""
    lasting_service.graph.forget()
    yield lasting_service
    wait_until(lambda: lasting_service.connections.all == set())
    wait_until(lambda: lasting_service.graph.running == 0)


@pytest.fixture
def brief_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service that a test may stop; what does not end by itself holds it up."""
    monkeypatch.setattr(serving, "LONGEST_STOP", 3600)
    service = Service()
    service.start()
    yield service
    if service.thread.is_alive():
        service.stop()
    assert service.connections.all == set()
    assert service.graph.running == 0


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.url, timeout=10) as client:
        yield client


@pytest.fixture(scope="session")
def node() -> Callable[..., str]:
    """Run a script of tests/node with the npm packages of the protocols' authors."""
    need("node")
    if not (NODE / "node_modules").exists():
        command = ["npm", "ci", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=NODE, check=True, capture_output=True, timeout=300)

    def run(script: str, *arguments: str) -> str:
        command = ["node", script, *arguments]
        done = subprocess.run(command, cwd=NODE, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run
