"""The file of an SQLite database, with what lies beside it: its owner's alone, and served once."""

import asyncio
import fcntl
import os
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

OWNERS = 0o600
#: What others may do.
OTHERS = stat.S_IRWXG | stat.S_IRWXO
#: How the names of the files that belong to a database end.
PARTS = ("", "-wal", "-shm", "-journal", "-lock")
PAUSE = 0.1  # seconds between two looks at a lock


class AlreadyServed(Exception):
    """Another process serves the file."""


def make_private(path: Path) -> None:
    """Make the file where it is not there. Raises OSError."""
    # SQLite gives the files beside it the same rights.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNERS))


def keep_private(path: Path) -> list[Path]:
    """Take from others what they may do with a database; answers the files where that was much."""
    open_to_others = []
    for part in (path.with_name(path.name + end) for end in PARTS):
        with suppress(FileNotFoundError):
            rights = stat.S_IMODE(part.stat().st_mode)
            if rights & OTHERS:
                open_to_others.append(part)
                part.chmod(rights & OWNERS)
    return open_to_others


@contextmanager
def serving(path: Path) -> Iterator[None]:
    """Be the one who serves a file. Raises Served.

    The system gives the lock back when the process ends, in whatever way.
    """
    lock = os.open(f"{path}-lock", os.O_CREAT | os.O_RDWR, OWNERS)
    try:
        if not _locked(lock):
            raise AlreadyServed
        yield
    finally:
        os.close(lock)


@asynccontextmanager
async def turn_in(folder: Path) -> AsyncIterator[None]:
    """Wait until nobody else has a turn in a folder, and have it."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        while not _locked(lock):  # noqa: ASYNC110, what holds it is another process
            await asyncio.sleep(PAUSE)
        yield
    finally:
        os.close(lock)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
