"""Sixteen writers at once on SQLite: taking turns, and through Tortoise's in_transaction."""

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tortoise.transactions import in_transaction

from benchmarks.measure import ratio
from benchmarks.questions import Q3
from benchmarks.report import at_least, show
from benchmarks.rows import DEALS, USERS
from benchmarks.whose import Whose
from benchmarks.world import Person
from orm.database.database import Database
from orm.database.sqlite.writer import Connection

WRITERS, SECONDS = 16, 1.5
TIMES = 2.0
#: What it takes an ordinary disk to keep what is committed, in seconds; some answer before they do.
ORDINARY = 0.001
COLUMNS = ("", "", "turns", "in_transaction", "turns / in_transaction")

Begin = Callable[[], AbstractAsyncContextManager[Any]]


class Disk(sqlite3.Connection):
    """A disk that takes as long as it is told to, and as long as it takes."""

    #: Seconds.
    pause = 0.0

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement."""
        if sql == "COMMIT":
            self._wait()
        return super().execute(sql, parameters)

    def commit(self) -> None:
        """Commit, if there is anything to."""
        if self.in_transaction:
            self._wait()
        super().commit()

    def _wait(self) -> None:
        # On the writer's own thread, which waits for the disk in just this way; no loop is held up.
        time.sleep(self.pause)


class OnDisk(Connection, Disk):
    """What changes run on."""


@dataclass
class Figures:
    """What was counted, once for each round."""

    alone: list[float] = field(default_factory=list)
    ordinary: list[float] = field(default_factory=list)
    commits: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)


def turns(database: Database) -> Begin:
    """Whose's transactions: savepoints that share a commit."""

    @asynccontextmanager
    async def begin() -> AsyncIterator[Any]:
        async with database.writing():
            yield database.connection

    return begin


def one_by_one(database: Database) -> Begin:
    """Tortoise's transactions, on the same connection with the same pragmas."""
    return lambda: in_transaction(database.dialect)


async def change(connection: Any, account: int, deal: int, new: int, by: int) -> None:
    """Assign a deal: the row, the history, the event, and the new one's notification."""
    now = "2026-11-23 12:00:00.000000+00:00"
    execute = connection.execute_query
    _, rows = await execute('SELECT "assigned_to_id", "title" FROM "deal" WHERE "id" = ?', [deal])
    old, title = rows[0]
    await execute(
        'UPDATE "deal" SET "assigned_to_id" = ?, "version" = "version" + 1, "updated_at" = ?'
        ' WHERE "id" = ?',
        [new, now, deal],
    )
    await execute(
        'INSERT INTO "responsibility_change" ("account_id", "record_kind", "record_id", "role",'
        ' "from_user_id", "to_user_id", "by_id", "at") VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        [account, "DEAL", deal, "ASSIGNED_TO", old, new, by, now],
    )
    event = await _numbered(connection, "account", "last_event", account)
    _, rows = await execute(
        'INSERT INTO "event" ("account_id", "sequence", "kind", "record_kind", "record_id",'
        ' "label", "by_id", "data", "at") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING "id"',
        [account, event, "DEAL_REASSIGNED", "DEAL", deal, title, by, "{}", now],
    )
    number = await _numbered(connection, "user", "last_notification", new)
    text = f"Ada assigned {title} to you."
    await execute(
        'INSERT INTO "notification" ("account_id", "recipient_id", "sequence", "event_id",'
        ' "reason", "text") VALUES (?, ?, ?, ?, ?, ?)',
        [account, new, number, rows[0][0], "BECAME_RESPONSIBLE", text],
    )


async def _numbered(connection: Any, table: str, counter: str, id_: int) -> int:
    sql = f'UPDATE "{table}" SET "{counter}" = "{counter}" + 1 WHERE "id" = ? RETURNING "{counter}"'
    _, rows = await connection.execute_query(sql, [id_])
    number: int = rows[0][0]
    return number


async def run(database: Database, person: Person, rounds: int) -> None:
    """Measure, and print."""
    whose = Whose(database)
    ways = {"turns": turns(database), "in_transaction": one_by_one(database)}
    figures = {name: Figures() for name in ways}
    idle = []
    for _ in range(rounds):
        idle.append((await _together(whose, person, None))[1])
        for name, begin in ways.items():
            figures[name].alone.append(await _alone(person, begin))
            figures[name].ordinary.append(await _alone(person, begin, ORDINARY))
            commits, reads = await _together(whose, person, begin)
            figures[name].commits.append(commits)
            figures[name].reads.append(reads)
    ours, theirs = figures.values()
    show(
        f"{WRITERS} writers at once on one process and one disk: assigning deals",
        COLUMNS,
        [
            _line("transactions a second", "", ours.alone, theirs.alone),
            _line(
                "transactions a second",
                f"where a commit takes {ORDINARY * 1000:.0f} ms longer",
                ours.ordinary,
                theirs.ordinary,
            ),
            _line("transactions a second", "beside the reader", ours.commits, theirs.commits),
            (
                "Q3 a second of a reader",
                f"{median(idle):.0f} without writers",
                f"{median(ours.reads):.0f}",
                f"{median(theirs.reads):.0f}",
                f"{ratio(ours.reads, idle):.2f}× of without, {ratio(theirs.reads, idle):.2f}×",
            ),
        ],
    )


def _line(what: str, where: str, ours: list[float], theirs: list[float]) -> tuple[str, ...]:
    goal = f"{f'{what} of {WRITERS} writers {where}'.strip()}, turns by in_transaction"
    times = at_least(ratio(ours, theirs), TIMES, goal)
    return what, where, f"{median(ours):.0f}", f"{median(theirs):.0f}", times


async def _alone(person: Person, begin: Begin, pause: float = 0.0) -> float:
    """How many transactions there are in a second."""
    Disk.pause = pause
    started = time.perf_counter()
    writers = [_write(begin, person, n, started + SECONDS) for n in range(WRITERS)]
    done = sum(await asyncio.gather(*writers))
    Disk.pause = 0.0
    return done / (time.perf_counter() - started)


async def _together(whose: Whose, person: Person, begin: Begin | None) -> tuple[float, float]:
    """How many transactions, and reads beside them, there are in a second."""
    until = time.perf_counter() + SECONDS
    writers = [_write(begin, person, n, until) for n in range(WRITERS)] if begin else []
    started = time.perf_counter()
    reads, *writes = await asyncio.gather(_read(whose, person, until), *writers)
    took = time.perf_counter() - started
    return sum(writes) / took, reads / took


async def _write(begin: Begin, person: Person, seed: int, until: float) -> int:
    chance, count = random.Random(seed), 0
    while time.perf_counter() < until:
        async with begin() as connection:
            deal, new = chance.randint(1, DEALS), chance.randint(1, USERS)
            await change(connection, person.account_id, deal, new, person.id)
        count += 1
    return count


async def _read(whose: Whose, person: Person, until: float) -> int:
    count = 0
    while time.perf_counter() < until:
        await whose.answer(Q3, person)
        count += 1
    return count
