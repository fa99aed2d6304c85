"""The services under load: each a process of its own, and what each is asked."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import orjson

from benchmarks.by_hand import values
from benchmarks.questions import Question
from benchmarks.world import Person

PATIENCE = 30.0  # seconds that a service may take to start
COMMANDS = {
    "Whose": ["-m", "server", "serve"],
    "bare route": ["-m", "benchmarks.serve", "by-hand"],
    "usual": ["-m", "benchmarks.serve", "usual"],
}


@dataclass
class Service:
    """One that runs."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, name: str, path: Path) -> "Service":
        """Start a service on a database, and wait until it answers."""
        port = free_port()
        settings = {"DATABASE_URL": f"sqlite://{path}", "PORT": str(port), "LOG_LEVEL": "warning"}
        environment = os.environ | {f"WHOSE_{key}": value for key, value in settings.items()}
        command = [sys.executable, *COMMANDS[name]]
        service = cls(name, port, subprocess.Popen(command, env=environment))
        service.wait()
        return service

    def wait(self) -> None:
        """Wait until it takes connections."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise RuntimeError(f"{self.name} does not start.") from None
                time.sleep(0.1)
            else:
                return

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def asked(self, question: Question, person: Person) -> tuple[str, dict[str, str], bytes]:
        """The path, the headers and the body of a question."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.name == "bare route":
            who = "limited" if person.limited else "full"
            return f"/{question.name}/{who}", headers, orjson.dumps(values(question, person))
        headers["Authorization"] = f"Bearer {person.token}"
        body = {"query": question.text, "variables": question.variables}
        return "/graphql", headers, orjson.dumps(body)

    def answer(self, question: Question, person: Person) -> object:
        """The answer to a question, asked once."""
        path, headers, body = self.asked(question, person)
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            answer: object = orjson.loads(response.read())
        return answer

    def request(self, question: Question, person: Person) -> bytes:
        """A question as it goes over the wire."""
        path, headers, body = self.asked(question, person)
        headers |= {"Host": f"127.0.0.1:{self.port}", "Content-Length": str(len(body))}
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def cpu(self) -> float:
        """The CPU seconds that it has used so far; 0 where the machine does not say."""
        try:
            text = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        except OSError:
            return 0.0
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
