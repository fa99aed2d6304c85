"""The demo, served by a process of its own: as a newcomer has it, with a life of its own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

ROOT = Path(__file__).resolve().parent.parent
WHOSE = [sys.executable, "-m", "server"]
FILE = "demo.sqlite3"
PERSON = re.compile(r"^ +(\w+) (\w+), .+\n +(\S+@\S+)\n +(\S+)$", re.MULTILINE)


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: nothing of the machine's settings, and ours."""
    kept = {name: it for name, it in os.environ.items() if not name.startswith("WHOSE_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more}


class Served:
    """`whose demo` over the files of a folder; it can be stopped, killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        self.tokens: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and learn whom the demo introduces."""
        settings = {"WHOSE_DEMO_DATABASE": str(self.folder / FILE), "WHOSE_PORT": str(self.port)}
        said = self.folder / "said"
        with said.open("wb") as out:
            self._process = subprocess.Popen(
                [*WHOSE, "demo"],
                cwd=self.folder,
                env=environment(**settings),
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + 60
        while not self._ready():
            text = said.read_text(encoding="utf-8")
            assert self._process.poll() is None, text
            assert time.monotonic() < end, text
            time.sleep(0.05)
        people = PERSON.findall(said.read_text(encoding="utf-8"))
        self.tokens = {first: token for first, _, _, token in people}
        assert len(self.tokens) == 8, "the demo introduces eight people"

    def _ready(self) -> bool:
        try:
            return httpx.get(f"http://{self.address}/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End the process."""
        if self._process is not None:
            self._process.send_signal(by)
            self._process.wait(20)
            self._process = None

    def ask(self, who: str | None, query: str) -> dict[str, Any]:
        """The whole answer to somebody, by first name, or to nobody."""
        headers = {"authorization": f"Bearer {self.tokens[who]}"} if who else {}
        answer = httpx.post(
            f"http://{self.address}/graphql", json={"query": query}, headers=headers, timeout=20
        )
        found: dict[str, Any] = answer.json()
        return found

    @contextmanager
    def listen(self, who: str, query: str) -> Iterator["Listening"]:
        """A subscription of somebody's, over a WebSocket."""
        protocol = Subprotocol("graphql-transport-ws")
        with connect(f"ws://{self.address}/graphql", subprotocols=[protocol]) as ws:
            token = {"authorization": f"Bearer {self.tokens[who]}"}
            ws.send(json.dumps({"type": "connection_init", "payload": token}))
            assert json.loads(ws.recv(20)) == {"type": "connection_ack"}
            ws.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": query}}))
            # Nothing tells that a stream has begun; one without `after` hears from then on.
            time.sleep(1)
            yield Listening(ws)


class Listening:
    """What comes over a socket."""

    def __init__(self, ws: ClientConnection) -> None:
        self._ws = ws

    def hear(self) -> dict[str, Any]:
        """The next result."""
        message = json.loads(self._ws.recv(20))
        assert message["type"] == "next", message
        found: dict[str, Any] = message["payload"]
        return found


@contextmanager
def served(folder: Path, made: Path | None = None) -> Iterator[Served]:
    """The demo in a folder, from files that were made already where there are some."""
    if made is not None:
        for file in made.glob(f"{FILE}*"):
            shutil.copy(file, folder / file.name)
    demo = Served(folder)
    try:
        demo.start()
        yield demo
    finally:
        demo.stop()


def make(folder: Path) -> Path:
    """A fresh demo's files, closed."""
    with served(folder):
        pass
    return folder
