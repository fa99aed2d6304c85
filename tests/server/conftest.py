"""The command line, in this process and against a database of its own."""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import structlog
from typer.testing import CliRunner

from server.cli import app


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it printed, with single spaces."""
        return [" ".join(line.split()) for line in self.out.splitlines()]


Whose = Callable[..., Said]


@contextmanager
def logging_as_it_was() -> Iterator[None]:
    """Give logging back as it was before, whoever set it up meanwhile."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        yield
    finally:
        root.handlers = handlers
        root.setLevel(level)
        structlog.reset_defaults()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Whose:
    """Run `whose` with no settings but those that a test makes."""
    for name in ("DATABASE_URL", "REDIS_URL", "HOST", "PORT", "LOG_FORMAT", "LOG_LEVEL"):
        monkeypatch.delenv(f"WHOSE_{name}", raising=False)

    def run(*words: str, typed: str | None = None) -> Said:
        with logging_as_it_was():
            result = CliRunner().invoke(app, list(words), input=typed, prog_name="whose")
        return Said(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def whose_at(run: Whose, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Whose]:
    """Run `whose` over the database at an address."""

    def at(url: str) -> Whose:
        monkeypatch.setenv("WHOSE_DATABASE_URL", url)
        return run

    return at


@pytest.fixture
def whose(whose_at: Callable[[str], Whose], database_url: str) -> Whose:
    """Run `whose` over a database with all tables, on either dialect."""
    return whose_at(database_url)


@dataclass(frozen=True)
class Fjord:
    """An account of one test; its names are its own, since tests share a PostgreSQL database."""

    name: str
    ada: str


@pytest.fixture
def fjord(whose: Whose) -> Fjord:
    """An account that Ada administers."""
    number = uuid.uuid4().hex[:12]
    fjord = Fjord(f"Fjord & Sons {number}", f"ada-{number}@fjord.example")
    words = ("account", "create", fjord.name, "--admin-email", fjord.ada)
    assert whose(*words, "--admin-name", "Ada Lindqvist").code == 0
    return fjord
