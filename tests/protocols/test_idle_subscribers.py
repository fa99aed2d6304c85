"""What a subscriber to whom nothing happens costs."""

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from server.transport.connection_table import Limits
from tests.protocols.conftest import Service
from tests.protocols.reader import Reader

SUBSCRIBERS = 1000
SERVE = "from tests.protocols.test_idle_subscribers import serve; serve()"


def serve() -> None:
    """Answer each line of input with this process's memory in bytes, tasks and timers."""
    service = Service(Limits(of_an_address=2 * SUBSCRIBERS))
    service.start()
    print(service.port, flush=True)
    for _ in sys.stdin:
        service.do(gc.collect)
        tasks = len(service.do(asyncio.all_tasks))
        memory = int(Path("/proc/self/statm").read_text().split()[1]) * 4096
        print(memory, tasks, len(service.connections.all), flush=True)
    service.stop()


class Remote:
    """A service in a process of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def figures(self) -> list[int]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(file=self.process.stdin, flush=True)
        return [int(word) for word in self.process.stdout.readline().split()]


@pytest.fixture
def remote() -> Iterator[Remote]:
    remote = Remote()
    yield remote
    remote.process.communicate(timeout=20)
    assert remote.process.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_an_idle_subscriber_costs_two_tasks_and_at_most_20_kb(
    remote: Remote, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as open_ones:

        def subscribe(many: int) -> None:
            for _ in range(many):
                reader = open_ones.enter_context(Reader(remote.port))
                reader.open_websocket()
                reader.ask("a", "subscription { idle }")

        subscribe(100)
        memory, tasks, sockets = remote.figures()
        subscribe(SUBSCRIBERS)
        memory_then, tasks_then, sockets_then = remote.figures()
    assert sockets_then - sockets == SUBSCRIBERS
    each = (memory_then - memory) / SUBSCRIBERS
    with capsys.disabled():
        print(f"\n{each / 1000:.1f} KB an idle subscriber")
    assert (tasks_then - tasks) / SUBSCRIBERS == 2
    assert each <= 20_000
