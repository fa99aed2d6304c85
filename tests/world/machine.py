"""What the tests want of the machine they run on, and which of it must be there.

What is missing is skipped, which pytest says at the end. A run does not begin without what
WHOSE_TEST_REQUIRE names: `all`, or some names with commas between them.
"""

import asyncio
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from redis import Redis
from redis.exceptions import RedisError

ROOT = Path(__file__).resolve().parent.parent.parent
POSTGRESQL = os.environ.get("WHOSE_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432")
REDIS = os.environ.get("WHOSE_TEST_REDIS", "redis://127.0.0.1:6379")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def postgresql() -> str | None:
    """Whether PostgreSQL answers."""

    async def connect() -> None:
        await (await asyncpg.connect(f"{POSTGRESQL}/postgres")).close()

    try:
        asyncio.run(connect())
    except (OSError, asyncpg.PostgresError) as error:
        return f"no PostgreSQL at {_place(POSTGRESQL)} ({type(error).__name__})"
    return None


def redis() -> str | None:
    """Whether Redis answers."""
    try:
        with Redis.from_url(REDIS) as client:
            client.ping()
    except RedisError as error:
        return f"no Redis at {_place(REDIS)} ({type(error).__name__})"
    return None


def node() -> str | None:
    """Whether Node and npm are installed."""
    there = shutil.which("node") and shutil.which("npm")
    return None if there else "node and npm are not installed"


def chromium() -> str | None:
    """Whether there is a browser."""
    return None if Path(CHROMIUM).exists() else f"there is no {CHROMIUM}"


def pages() -> str | None:
    """Whether the web pages are built."""
    built = (ROOT / "web" / "dist" / "index.html").exists()
    return None if built else "the web pages are not built (make web)"


def _place(url: str) -> str:
    """Where a service is, without who signs in there."""
    return urlsplit(url).netloc.rpartition("@")[2]


#: What may be required, by its name: why it is missing, or None.
PROBES: dict[str, Callable[[], str | None]] = {
    "postgresql": cache(postgresql),
    "redis": cache(redis),
    "node": cache(node),
    "chromium": cache(chromium),
    "pages": cache(pages),
}


def need(name: str) -> None:
    """Skip a test that needs what is missing; fail it if that was there when the run began."""
    why = PROBES[name]()
    if why and name in required():
        pytest.fail(f"{why}, and WHOSE_TEST_REQUIRE asks for {name}", pytrace=False)
    if why:
        pytest.skip(f"{why}: what needs {name} was NOT tried")


def required() -> set[str]:
    """The names of what must be there. Raises UsageError for a name that nothing has."""
    words = {it.strip() for it in os.environ.get("WHOSE_TEST_REQUIRE", "").split(",")} - {""}
    if "all" in words:
        return set(PROBES)
    if words - set(PROBES):
        unknown, known = ", ".join(sorted(words - set(PROBES))), ", ".join(PROBES)
        raise pytest.UsageError(f"WHOSE_TEST_REQUIRE: unknown: {unknown}; known: all, {known}")
    return words


def expect_required() -> None:
    """Raise UsageError, in one line, if something is missing that must be there."""
    names = required()
    missing = [f"{name}: {why}" for name in PROBES if name in names and (why := PROBES[name]())]
    if missing:
        raise pytest.UsageError(f"WHOSE_TEST_REQUIRE: {'; '.join(missing)}")
