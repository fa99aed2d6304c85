"""Writing to SQLite: changes take turns on the one writer."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from orm.database.availability import why_unavailable
from orm.database.fair_turns import SERVICE, FairTurns, Origin
from orm.database.limits import write_took_too_long
from orm.database.sqlite.writer import Writer
from orm.database.uninterrupted import uninterrupted

MOST_CHANGES_A_COMMIT = 64


class GroupCommit:
    """Changes take fair turns on the one writer; those that wait share one COMMIT.

    Each change is a savepoint, so one that fails takes nothing of the others with it, and each
    is answered after the commit, never before. Where a step of the turns themselves fails, such
    as COMMIT on a full disk, every change of that commit fails with it.

    A hop to the writer's thread and back takes longer than most statements, so a savepoint begins
    together with the first statement of its change.
    """

    def __init__(self, writer: Writer, most: float | None) -> None:
        """most: the seconds that a statement of a change may run; None for no end."""
        self._writer = writer
        writer.end_after(most)
        self._turns = FairTurns()
        self._changes = 0
        self._committed: asyncio.Future[None] | None = None
        self._committing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def turn(self, origin: Origin = SERVICE) -> AsyncIterator[None]:
        """One change: enter when it is its turn, leave when it is committed.

        Raises TimedOut.
        """
        await self._its_turn(origin)
        kept = False
        problem: Exception | None = None
        try:
            if self._committed is None:
                await uninterrupted(self._begin())
            self._mark()
            yield
            kept = True
        except Exception as error:
            if _took_too_long(error):
                problem = write_took_too_long()
                raise problem from None
            problem = error if why_unavailable(error) else None
            raise
        finally:
            committed = self._committed
            if kept and not self._is_last:
                self._turns.release(origin)
            else:
                await uninterrupted(self._end(origin, problem, kept=kept))
        assert committed
        await uninterrupted(committed)

    async def _its_turn(self, origin: Origin) -> None:
        try:
            await self._turns.acquire(origin)
        except asyncio.CancelledError:
            # Those before it may have left the commit to it.
            committing = asyncio.create_task(self._commit_if_last())
            self._committing.add(committing)
            committing.add_done_callback(self._committing.discard)
            raise

    async def _commit_if_last(self) -> None:
        async with self._turns.turn(SERVICE):
            if not self._turns.waiting:
                await self._commit()

    async def _begin(self) -> None:
        await self._execute("BEGIN IMMEDIATE")
        self._committed = asyncio.get_running_loop().create_future()
        self._changes = 0

    def _mark(self) -> None:
        """Begin a change with its first statement, and end the one before it.

        Where that one had no statement it has not begun, and what was to begin it begins this one.
        """
        if not self._writer.waits:
            ended = ("RELEASE one_change",) if self._changes else ()
            self._writer.first(*ended, "SAVEPOINT one_change")
        self._changes += 1

    @property
    def _is_last(self) -> bool:
        """Whether it is time to commit; where SQLite took all back by itself, to be told so."""
        full = self._changes >= MOST_CHANGES_A_COMMIT
        return full or not self._turns.waiting or not self._writer.in_transaction

    async def _end(self, origin: Origin, problem: Exception | None, *, kept: bool) -> None:
        try:
            if self._committed and not kept:
                await self._execute("ROLLBACK TO one_change")
            if self._is_last:
                await self._commit()
        except Exception as error:
            # On a full disk SQLite takes all back by itself, and where it was ended while it
            # wrote: that is why there is no savepoint.
            await self._abandon(problem or error)
        finally:
            self._turns.release(origin)

    async def _commit(self) -> None:
        if self._committed is None:
            return
        try:
            await self._execute("COMMIT")
        except Exception as error:
            await self._abandon(error)
        else:
            committed, self._committed = self._committed, None
            committed.set_result(None)

    async def _abandon(self, error: Exception) -> None:
        """Give up the transaction with every change in it."""
        committed, self._committed = self._committed, None
        self._writer.first()
        with suppress(Exception):  # where SQLite has rolled back already
            await self._execute("ROLLBACK")
        if committed is not None:
            committed.set_exception(error)
            committed.exception()  # that nobody may be left to ask for

    async def _execute(self, sql: str) -> None:
        await self._writer.execute_query(sql)


def _took_too_long(error: BaseException | None) -> bool:
    """Whether a statement was ended, as the database raised it or as Tortoise passes it on."""
    while error is not None:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            return True
        error = error.__cause__ or error.__context__
    return False
