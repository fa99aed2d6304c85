"""Whether the database can do what it is asked, and why not: that is no mistake of ours."""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

import asyncpg
import structlog
from tortoise.exceptions import DBConnectionError

log = structlog.get_logger("whose.database")
FULL = "the disk is full"
UNREACHABLE = "the database does not answer"
#: What SQLite writes to its log before it takes it into the file.
ROOM = 4 * 1024 * 1024  # bytes
#: By the primary codes of SQLite's errors, which are the last eight bits.
OF_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: "the disk fails",
    sqlite3.SQLITE_BUSY: "the database is busy",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened",
}
OF_POSTGRESQL: dict[type[Exception], str] = {
    asyncpg.DiskFullError: FULL,
    asyncpg.InsufficientResourcesError: "the database has no room for more",
    asyncpg.CannotConnectNowError: UNREACHABLE,
    asyncpg.AdminShutdownError: UNREACHABLE,
    asyncpg.CrashShutdownError: UNREACHABLE,
    asyncpg.PostgresConnectionError: UNREACHABLE,
    DBConnectionError: UNREACHABLE,
    ConnectionError: UNREACHABLE,
}


def why_unavailable(error: BaseException | None) -> str | None:
    """What keeps the database from working, in a few words; None where it is something else."""
    while error is not None:
        if isinstance(error, sqlite3.Error):
            code = getattr(error, "sqlite_errorcode", 0)
            return OF_SQLITE.get(code & 0xFF)
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return FULL
        for kind, why in OF_POSTGRESQL.items():
            if isinstance(error, kind):
                return why
        # Tortoise puts what the database raised into its own, as the only argument.
        inner = error.args[0] if error.args else None
        error = inner if isinstance(inner, BaseException) else error.__cause__
    return None


def expect_room(file: Path) -> None:
    """See that there is room beside a file for some changes. Raises OSError."""
    # Where a change does not fit any more, a smaller one may, and tells nothing.
    if shutil.disk_usage(file.parent).free < ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Availability:
    """What keeps the database from being written to, by the last change that was tried."""

    def __init__(self) -> None:
        self.why: str | None = None

    def failed(self, error: Exception) -> None:
        """A change failed; the log says so once for as long as it lasts."""
        why = why_unavailable(error)
        if why and why != self.why:
            log.error("unavailable", cause=why)
        self.why = why or self.why

    def worked(self) -> None:
        """A change was committed."""
        if self.why:
            log.info("available_again")
        self.why = None
