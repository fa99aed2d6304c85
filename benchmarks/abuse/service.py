"""A checkout of the project, and the service that is started from it as its users start it."""

import asyncio
import os
import secrets
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import orjson

from benchmarks.abuse.cores import serve_on_the_others
from benchmarks.abuse.people import accounts
from benchmarks.services import free_port

ROOT = Path(__file__).resolve().parents[2]
FILL = Path(__file__).with_name("fill.py")
FILES = 1_024  # that the service may have open: the usual limit
STARTS_WITHIN, CALM_WITHIN, STOPS_WITHIN = 60.0, 60.0, 30.0  # seconds
EVERY = 0.5  # seconds
#: With a limit of files, whatever the one of the shell is.
LIMITED = ("sh", "-c", f'ulimit -n {FILES} && exec "$@"', "sh")


@dataclass(frozen=True)
class Checkout:
    """A version of the project, with its own packages in .venv."""

    name: str
    root: Path = ROOT

    def run(self, *arguments: str, reads: bytes = b"", **settings: str) -> None:
        """Run Python there, and wait for it. Raises CalledProcessError."""
        command = [self._python, *arguments]
        subprocess.run(
            command,
            cwd=self.root,
            env=self._environment(settings),
            input=reads,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def start(self, **settings: str) -> subprocess.Popen[bytes]:
        """Start the service."""
        command = [*LIMITED, self._python, "-m", "server", "serve"]
        return subprocess.Popen(
            command, cwd=self.root, env=self._environment(settings), stderr=subprocess.DEVNULL
        )

    @property
    def _python(self) -> str:
        return str(self.root / ".venv" / "bin" / "python")

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        kept = {name: it for name, it in os.environ.items() if not name.startswith("WHOSE_")}
        return {**kept, "PYTHONPATH": str(self.root), **settings}


class Service:
    """A service on a database of its own."""

    def __init__(self, checkout: Checkout, url: str) -> None:
        self.checkout, self.url = checkout, url
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        """What it is called in tables."""
        return self.checkout.name

    def prepare(self, deals: int) -> None:
        """Make the tables and the rows."""
        self.checkout.run("-m", "server", "migrate", WHOSE_DATABASE_URL=self.url)
        self.checkout.run("-P", str(FILL), self.url, reads=orjson.dumps(accounts(deals)))

    async def start(self) -> None:
        """Start it, and wait until it is ready. Raises RuntimeError."""
        self._process = self.checkout.start(
            WHOSE_DATABASE_URL=self.url, WHOSE_PORT=str(self.port), WHOSE_LOG_LEVEL="error"
        )
        serve_on_the_others(self._process.pid)
        if await self._until(self.is_ready, STARTS_WITHIN) is None:
            raise RuntimeError(f"The service of {self.checkout.root} does not start.")

    def is_ready(self) -> bool:
        """Whether it says that it is ready."""
        try:
            url = f"http://127.0.0.1:{self.port}/health/ready"
            with urllib.request.urlopen(url, timeout=2) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    async def calm(self) -> float | None:
        """The seconds until it is ready and has nothing to do; None where it is started anew."""
        before = [self.cpu()]
        await asyncio.sleep(EVERY)  # what it uses shows only after a while

        def rests() -> bool:
            used, before[0] = self.cpu() - before[0], self.cpu()
            return used < 0.1 and self.is_ready()

        took = await self._until(rests, CALM_WITHIN)
        if took is None:
            self.kill()
            await self.start()
        return took

    async def stop(self) -> float | None:
        """The seconds that it takes to stop when it is asked to; None where it has to be killed."""
        process = self._running
        process.send_signal(signal.SIGTERM)
        took = await self._until(lambda: process.poll() is not None, STOPS_WITHIN)
        if took is None:
            self.kill()
        return took

    def kill(self) -> None:
        """Leave nothing running."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process, "not started"
        return self._process

    async def _until(self, true: Any, within: float) -> float | None:
        began = time.monotonic()
        while not await asyncio.to_thread(true):
            if time.monotonic() - began > within:
                return None
            await asyncio.sleep(EVERY)
        return time.monotonic() - began

    def cpu(self) -> float:
        """The CPU seconds that it has used so far; 0 where the machine does not say."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """What it holds in memory; 0 where the machine does not say."""
        lines = self._proc("status").splitlines()
        return next((int(it.split()[1]) / 1024 for it in lines if it.startswith("VmRSS")), 0.0)

    def _proc(self, name: str) -> str:
        try:
            return Path(f"/proc/{self._running.pid}/{name}").read_text(encoding="utf-8")
        except OSError:
            return ""


async def postgresql(server: str) -> str:
    """A new database of a PostgreSQL server."""
    name = f"whose_abuse_{secrets.token_hex(4)}"
    await _execute(server, f"CREATE DATABASE {name}")
    return f"{server.rstrip('/')}/{name}"


async def dropped(url: str) -> None:
    """Drop such a database."""
    server, _, name = url.rpartition("/")
    await _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


async def _execute(server: str, sql: str) -> None:
    connection: Any = await asyncpg.connect(f"{server.rstrip('/')}/postgres")
    try:
        await connection.execute(sql)
    finally:
        await connection.close()
