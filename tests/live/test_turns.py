"""Changes take turns on SQLite's one writer: whatever befalls one takes nothing of the others."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from orm.database.database import Database, open_database
from orm.database.sqlite.writer import Connection
from tests.live.service import PATIENCE, until

STEPS = 24


class Refused(Exception):
    """A change thinks better of it."""


class Brittle(sqlite3.Connection):
    """Fails at the n-th of a statement, and takes back the whole transaction."""

    breaks, nth = "", 0

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if self.nth and sql.startswith(self.breaks):
            Brittle.nth -= 1
            if self.nth:
                return super().execute(sql, parameters)
            if self.in_transaction:
                super().execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(sql, parameters)


class BrittleConnection(Connection, Brittle):
    """What changes run on."""


class Ledger:
    """A table that changes write to."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.entered = 0
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()

    async def execute(self, sql: str) -> None:
        await self.database.connection.execute_query(sql)

    async def enter(self, *numbers: int, then: Exception | None = None) -> None:
        async with self.database.writing():
            for number in numbers:
                self.entered += 1
                await self.execute(f"INSERT INTO entry VALUES ({number}, 1)")
            if then:
                raise then

    async def hold(self, number: int) -> None:
        """A change that stays inside until it may go on."""
        async with self.database.writing():
            self.begun.set()
            await self.go_on.wait()
            await self.execute(f"INSERT INTO entry VALUES ({number}, 1)")

    async def entries(self) -> list[int]:
        """What is committed, as a reader sees it."""
        rows = await self.database.readers.rows("SELECT number FROM entry ORDER BY number", ())
        return [row[0] for row in rows]


@pytest.fixture
async def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ledger]:
    monkeypatch.setattr("orm.database.sqlite.writer.Connection", BrittleConnection)
    database = await open_database(f"sqlite://{tmp_path / 'ledger.sqlite3'}")
    ledger = Ledger(database)
    await ledger.execute("CREATE TABLE book (id INTEGER PRIMARY KEY)")
    await ledger.execute("INSERT INTO book VALUES (1)")
    await ledger.execute(
        "CREATE TABLE entry (number INTEGER PRIMARY KEY,"
        " book INTEGER REFERENCES book DEFERRABLE INITIALLY DEFERRED)"
    )
    yield ledger
    await database.close()


async def outcomes(*tasks: asyncio.Task[None]) -> list[type[BaseException] | None]:
    async with asyncio.timeout(20):
        results = await asyncio.gather(*tasks, return_exceptions=True)
    return [type(it) if it is not None else None for it in results]


async def test_a_change_that_fails_takes_nothing_of_the_others_with_it(ledger: Ledger) -> None:
    holding = asyncio.create_task(ledger.hold(1))
    await asyncio.wait_for(ledger.begun.wait(), PATIENCE)
    failing = asyncio.create_task(ledger.enter(2, 3, then=Refused()))
    ill = asyncio.create_task(ledger.enter(4, 4))
    last = asyncio.create_task(ledger.enter(5))
    ledger.go_on.set()
    assert await outcomes(holding, failing, ill, last) == [None, Refused, IntegrityError, None]
    assert await ledger.entries() == [1, 5]


@pytest.mark.parametrize(
    "changes", [[(), (1,)], [(), (), (1,)], [(1,), (), (2,)], [(1,), ()], [(), (1,), (), (), (2,)]]
)
async def test_a_change_without_a_statement_takes_nothing_of_the_others_with_it(
    ledger: Ledger, changes: list[tuple[int, ...]]
) -> None:
    tasks = [asyncio.create_task(ledger.enter(*numbers)) for numbers in changes]
    assert await outcomes(*tasks) == [None] * len(changes)
    assert await ledger.entries() == [number for numbers in changes for number in numbers]


async def test_a_change_without_a_statement_that_fails_takes_back_nothing(ledger: Ledger) -> None:
    for changes in ([(), (1,)], [(2,), (), (3,)]):
        tasks = [
            asyncio.create_task(ledger.enter(*numbers, then=None if numbers else Refused()))
            for numbers in changes
        ]
        assert await outcomes(*tasks) == [None if numbers else Refused for numbers in changes]
    assert await ledger.entries() == [1, 2, 3]


async def test_a_failing_change_does_not_keep_those_before_it_from_their_answer(
    ledger: Ledger,
) -> None:
    holding = asyncio.create_task(ledger.hold(1))
    await asyncio.wait_for(ledger.begun.wait(), PATIENCE)
    failing = asyncio.create_task(ledger.enter(2, then=Refused()))
    ledger.go_on.set()
    assert await outcomes(holding, failing) == [None, Refused]
    assert await ledger.entries() == [1]


async def test_a_waiting_change_that_is_cancelled_leaves_no_commit_undone(ledger: Ledger) -> None:
    for loops in range(STEPS):
        ledger.begun.clear()
        ledger.go_on.clear()
        holding = asyncio.create_task(ledger.hold(loops))
        await asyncio.wait_for(ledger.begun.wait(), PATIENCE)
        waiting = asyncio.create_task(ledger.enter(1000))
        await asyncio.sleep(0)
        ledger.go_on.set()
        for _ in range(loops):
            await asyncio.sleep(0)
        waiting.cancel()
        assert await outcomes(holding) == [None]
        await asyncio.wait((waiting,))
        await ledger.execute("DELETE FROM entry WHERE number = 1000")
        assert await ledger.entries() == list(range(loops + 1))


async def test_a_change_cancelled_at_any_step_leaves_the_others_whole(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The victim is cancelled when the n-th statement of all begins, for every n."""
    victim: asyncio.Task[None]
    count, at = 0, 0
    original = type(ledger.database.connection).execute_query

    async def counted(self: Any, query: str, *values: Any) -> Any:
        nonlocal count
        count += 1
        if count == at:
            victim.cancel()
        return await original(self, query, *values)

    for step in range(1, STEPS):
        at = step
        monkeypatch.undo()
        await ledger.execute("DELETE FROM entry")
        ledger.begun.clear()
        ledger.go_on.clear()
        monkeypatch.setattr(type(ledger.database.connection), "execute_query", counted)
        count = 0
        first = asyncio.create_task(ledger.hold(1))
        victim = asyncio.create_task(ledger.enter(2, 3))
        last = asyncio.create_task(ledger.enter(4))
        ledger.go_on.set()
        ended = await outcomes(first, victim, last)
        assert (ended[0], ended[2]) == (None, None)
        entries = await ledger.entries()
        assert entries in ([1, 4], [1, 2, 3, 4])
        if ended[1] is None:
            assert entries == [1, 2, 3, 4]
        await ledger.enter(9)
        assert await ledger.entries() == [*entries, 9]


async def test_cancelling_at_any_turn_of_the_loop_leaves_nothing_half_done(
    ledger: Ledger,
) -> None:
    for steps in range(3 * STEPS):
        await ledger.execute("DELETE FROM entry")
        first = asyncio.create_task(ledger.enter(1))
        victim = asyncio.create_task(ledger.enter(2, 3))
        last = asyncio.create_task(ledger.enter(4))
        for _ in range(steps):
            await asyncio.sleep(0 if steps % 2 else 0.0001)
        victim.cancel()
        ended = await outcomes(first, victim, last)
        assert (ended[0], ended[2]) == (None, None)
        entries = await ledger.entries()
        assert entries in ([1, 4], [1, 2, 3, 4])
        if ended[1] is None:
            assert entries == [1, 2, 3, 4]
        await ledger.enter(9)


async def test_a_commit_that_fails_is_the_answer_to_every_change_of_it(ledger: Ledger) -> None:
    holding = asyncio.create_task(ledger.hold(1))
    await asyncio.wait_for(ledger.begun.wait(), PATIENCE)

    async def orphan() -> None:
        async with ledger.database.writing():
            await ledger.execute("INSERT INTO entry VALUES (2, 99)")

    ill = asyncio.create_task(orphan())
    last = asyncio.create_task(ledger.enter(3))
    refused = asyncio.create_task(ledger.enter(4, then=Refused()))
    ledger.go_on.set()
    ended = await outcomes(holding, ill, last, refused)
    assert ended == [IntegrityError, IntegrityError, IntegrityError, Refused]
    await ledger.enter(5)
    assert await ledger.entries() == [5]


@pytest.mark.parametrize(
    ("statement", "nth"),
    [
        ("BEGIN", 1),
        ("SAVEPOINT", 1),
        ("SAVEPOINT", 2),
        ("ROLLBACK TO", 1),
        ("RELEASE", 1),
        ("RELEASE", 2),
        ("COMMIT", 1),
    ],
)
async def test_a_statement_of_the_turns_that_fails_is_told_and_the_next_changes_work(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, statement: str, nth: int
) -> None:
    """As on a full disk, where SQLite takes back the whole transaction by itself."""
    monkeypatch.setattr(Brittle, "breaks", statement)
    monkeypatch.setattr(Brittle, "nth", nth)
    tasks = [
        asyncio.create_task(ledger.enter(1)),
        asyncio.create_task(ledger.enter(2, then=Refused())),
        asyncio.create_task(ledger.enter(3)),
    ]
    ended = await outcomes(*tasks)
    told = [number for number, end in zip((1, 2, 3), ended, strict=True) if end is None]
    assert await ledger.entries() == told
    assert OperationalError in ended or statement == "ROLLBACK TO"
    assert Brittle.nth == 0
    await ledger.enter(9)
    assert await ledger.entries() == [*told, 9]


async def test_a_change_that_carries_on_after_all_was_taken_back_is_told_and_the_next_is_whole(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Brittle, "breaks", "INSERT INTO entry VALUES (2,")
    monkeypatch.setattr(Brittle, "nth", 1)

    async def careless() -> None:
        async with ledger.database.writing():
            with suppress(OperationalError):
                await ledger.execute("INSERT INTO entry VALUES (2, 1)")

    tasks = [ledger.enter(1), careless(), ledger.enter(3)]
    ended = await outcomes(*map(asyncio.create_task, tasks))
    assert ended == [OperationalError, OperationalError, None]
    assert await ledger.entries() == [3]


async def test_no_transaction_is_left_open_for_other_processes(ledger: Ledger) -> None:
    tasks = [asyncio.create_task(ledger.enter(n)) for n in range(20)]
    await until(lambda: ledger.entered > 5)
    for task in tasks[10:15]:
        task.cancel()
    await outcomes(*tasks)
    with closing(sqlite3.connect(ledger.database.connection.filename, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
