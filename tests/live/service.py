"""Whose as it is run: `python -m server serve`, a process of its own that a test may kill."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0  # seconds; what is waited for comes long before


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


async def until(true: Callable[[], Any], what: str = "it") -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"waited in vain for {what}"
        await asyncio.sleep(0.01)


def report(text: str) -> None:
    """Figures for who asks for them with -s, or in the environment."""
    print(text)
    if path := os.environ.get("WHOSE_FIGURES"):
        with Path(path).open("a") as file:
            file.write(text + "\n")


class Service:
    """A server on a database, on one port for as long as it is started again."""

    #: What is run.
    module = "server"

    def __init__(self, database_url: str, log: Path, **settings: str) -> None:
        self.port = free_port()
        self.log = log
        self.environment = {
            **{name: value for name, value in os.environ.items() if name[:6] != "WHOSE_"},
            "WHOSE_DATABASE_URL": database_url,
            "WHOSE_PORT": str(self.port),
            **settings,
        }
        self.process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where it answers requests."""
        return f"http://127.0.0.1:{self.port}/graphql"

    @property
    def ws(self) -> str:
        """Where it takes sockets."""
        return f"ws://127.0.0.1:{self.port}/graphql"

    async def start(self) -> None:
        """Start, and wait until it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + PATIENCE
        async with httpx.AsyncClient(trust_env=False) as client:
            while not await self._ready(client):
                assert self.process.poll() is None, self.log.read_text()
                assert time.monotonic() < end, self.log.read_text()
                await asyncio.sleep(0.05)

    async def _ready(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get(f"http://127.0.0.1:{self.port}/health/ready")).is_success
        except httpx.TransportError:
            return False

    async def metric(self, name: str) -> float:
        """A number of /metrics."""
        async with httpx.AsyncClient(trust_env=False) as client:
            text = (await client.get(f"http://127.0.0.1:{self.port}/metrics")).text
        return float(next(it for it in text.splitlines() if it.startswith(f"{name} ")).split()[1])

    def is_closed(self) -> bool:
        """Whether it takes no connections."""
        try:
            socket.create_connection(("127.0.0.1", self.port)).close()
        except ConnectionError:
            return True
        return False

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def terminate(self) -> None:
        """Ask it to stop."""
        self.process.send_signal(signal.SIGTERM)

    async def gone(self, within: float = PATIENCE) -> None:
        """Wait until it has stopped; so many seconds at most."""
        async with asyncio.timeout(within):
            while self.process.poll() is None:
                await asyncio.sleep(0.01)

    def end(self) -> None:
        """Leave nothing running."""
        if self.process.poll() is None:
            self.kill()

    def kilobytes(self) -> int:
        """What it holds in memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1])
