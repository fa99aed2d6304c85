"""`whose serve`, as a process of its own."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.served import WHOSE, environment

ADDRESS = "address=http://"


class Serving:
    """A running `whose serve`."""

    def __init__(self, database_url: str, log: Path, **more: str) -> None:
        self._log = log
        settings = {"WHOSE_DATABASE_URL": database_url, "WHOSE_PORT": "0", **more}
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [*WHOSE, "serve"],
                cwd=log.parent,
                env=environment(**settings),
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        """What it logged until now."""
        return self._log.read_text(encoding="utf-8")

    def url(self) -> str:
        """Where it answers, once it does."""
        end = time.monotonic() + 30
        while ADDRESS not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.05)
        address = self.said.partition(ADDRESS)[2].split()[0]
        return f"http://{address}"


@contextmanager
def serving(database_url: str, folder: Path, **more: str) -> Iterator[Serving]:
    """Serve for a while."""
    running = Serving(database_url, folder / "log", **more)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait(10)
