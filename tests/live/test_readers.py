"""SQLite's readers take from one queue; each who asks gets their own answer, whatever fails."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from orm.database.sqlite.readers import READERS, SqliteReaders

SLOW = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000)"
    " SELECT max(i) FROM n"
)


@pytest.fixture
async def readers(tmp_path: Path) -> AsyncIterator[SqliteReaders]:
    path = tmp_path / "read.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE entry (number INTEGER)")
    readers = await SqliteReaders.open(path)
    yield readers
    await readers.close()


async def test_each_of_many_who_ask_at_once_gets_their_own_answer(readers: SqliteReaders) -> None:
    asked = range(200)
    answers = await asyncio.gather(*(readers.value("SELECT ?", [number]) for number in asked))
    assert answers == list(asked)


async def test_a_statement_that_fails_is_told_and_the_readers_go_on(readers: SqliteReaders) -> None:
    for _ in range(2 * READERS):
        with pytest.raises(sqlite3.OperationalError, match="no such column: missing"):
            await readers.rows("SELECT missing FROM entry", ())
    assert await readers.value("SELECT count(*) FROM entry", ()) == 0


async def test_a_value_that_cannot_be_bound_is_told_and_the_readers_go_on(
    readers: SqliteReaders,
) -> None:
    for _ in range(2 * READERS):
        with pytest.raises(OverflowError):
            await readers.rows("SELECT ?", [2**64])
    assert await readers.value("SELECT count(*) FROM entry", ()) == 0


async def test_a_reader_cannot_write(readers: SqliteReaders) -> None:
    with pytest.raises(sqlite3.OperationalError, match="attempt to write a readonly database"):
        await readers.rows("INSERT INTO entry VALUES (1)", ())
    assert await readers.value("SELECT count(*) FROM entry", ()) == 0


async def test_who_no_longer_waits_holds_up_nobody(readers: SqliteReaders) -> None:
    waiting = [asyncio.create_task(readers.value(SLOW, ())) for _ in range(20 * READERS)]
    await asyncio.sleep(0)
    for task in waiting[1:]:
        task.cancel()
    assert await readers.value("SELECT 7", ()) == 7
    assert await waiting[0] == 300_000
    assert all(task.cancelled() for task in waiting[1:])


async def test_what_was_asked_is_answered_before_the_readers_close(tmp_path: Path) -> None:
    path = tmp_path / "read.sqlite3"
    sqlite3.connect(path).close()
    readers = await SqliteReaders.open(path)
    asked = [asyncio.create_task(readers.value(SLOW, ())) for _ in range(2 * READERS)]
    await asyncio.sleep(0)
    await readers.close()
    assert await asyncio.gather(*asked) == [300_000] * len(asked)

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        await readers.value("SELECT 1", ())
