"""Every statement has an end: after a while, when nobody waits for it, when the service stops."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from orm.database.fair_turns import Origin
from orm.database.limits import Limits, too_large, took_too_long
from orm.database.sqlite.reader import LONG, MOST_LONG, MOST_SHORT, SHORT
from orm.database.sqlite.readers import SHARES, SqliteReaders
from orm.errors import TimedOut, TooCostly
from resolvers.runtime.runtime import open_runtime
from tests.abuse.endless import LARGE, NEVER, endless, opened
from tests.world.crm import Crm
from tests.world.people import Person, Refused
from tests.world.stage import emptied

ONE, OTHER = Origin(1, 1), Origin(1, 2)


async def test_a_statement_that_takes_too_long_is_ended_and_the_reader_goes_on(
    database_url: str,
) -> None:
    async with opened(database_url, Limits(read=0.2)) as database:
        for _ in range(8):
            with pytest.raises(TimedOut, match=r"more than 0\.2 seconds"):
                await endless(database, ONE)
            assert await database.readers.value("SELECT 7", (), ONE) == 7


@pytest.mark.parametrize(
    ("ended", "code"),
    [(took_too_long(10.0), "TIMED_OUT"), (too_large(8 * 1024 * 1024), "OPERATION_TOO_COSTLY")],
)
async def test_whoever_asked_is_told_by_a_code(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch, ended: Exception, code: str
) -> None:
    await ada.ask("{viewer{id}}")

    async def ends(*_: Any) -> Any:
        raise ended

    monkeypatch.setattr(crm.runtime.database.readers, "value", ends)
    answered = await ada.answer("{viewer{id}}")

    assert answered == {
        "data": None,
        "errors": [{"message": str(ended), "extensions": {"code": code}}],
    }


async def test_a_statement_that_nobody_waits_for_is_ended_and_what_waits_is_never_begun(
    database_url: str,
) -> None:
    async with opened(database_url) as database:
        asked = [asyncio.create_task(endless(database, ONE)) for _ in range(50)]
        assert await database.readers.value("SELECT 1", (), OTHER) == 1
        for task in asked:
            task.cancel()
        # They hold every reader that one person may use, and no limit would end them.
        assert await database.readers.value("SELECT 2", (), ONE) == 2


async def test_only_that_statement_is_ended_and_never_the_next(database_url: str) -> None:
    async with opened(database_url) as database:
        value = database.readers.value
        for number in range(40):
            task = asyncio.create_task(endless(database, ONE))
            for _ in range(number % 7):
                await asyncio.sleep(0.001)
            task.cancel()
            asked = [value(f"SELECT {n}", (), ONE) for n in range(8)]
            assert await asyncio.gather(*asked) == [*range(8)]


async def test_the_readers_close_whatever_runs(database_url: str) -> None:
    async with opened(database_url) as database:
        asked = [
            asyncio.create_task(endless(database, Origin(number, number))) for number in range(40)
        ]
        assert await database.readers.value("SELECT 1", ()) == 1
    done = await asyncio.gather(*asked, return_exceptions=True)

    assert [it for it in done if not isinstance(it, Exception)] == []


async def test_an_answer_that_is_too_large_is_never_made(database_url: str) -> None:
    async with opened(database_url) as database:
        large = LARGE[database.dialect]
        with pytest.raises(TooCostly, match="larger than 8 MiB"):
            await database.readers.value(large.format(9), (), ONE)
        assert len(await database.readers.value(large.format(8), (), ONE)) == 8_000_000


async def test_an_object_of_many_large_members_is_refused_and_not_cut(
    crm: Crm, ada: Person
) -> None:
    company = await crm.company()
    for _ in range(49):
        await ada.write("addNote", record=company.gid, body="x" * 19_000)
    lists = "".join(f"a{n}:notes(first:49){{nodes{{body}}}}" for n in range(50))

    answered = await ada.answer(f'{{company(id:"{company.gid}"){{{lists}}}}}')

    assert answered["data"] is None
    assert answered["errors"][0]["extensions"] == {"code": "OPERATION_TOO_COSTLY"}
    assert "larger than 8 MiB" in answered["errors"][0]["message"]


@pytest.fixture
def postgresql(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    return emptied("postgresql", request, tmp_path)


@pytest.mark.postgresql
async def test_a_change_that_waits_too_long_is_taken_back(postgresql: str) -> None:
    runtime = await open_runtime(postgresql, None, Limits(write=0.3))
    other: Any = await asyncpg.connect(postgresql)
    try:
        crm = Crm(runtime)
        await crm.begin()
        ada, company = await crm.person("ada"), await crm.company()
        async with other.transaction():
            await other.execute("SELECT 1 FROM account FOR UPDATE")
            with pytest.raises(Refused) as refused:
                await ada.write("addNote", record=company.gid, body="waits")
        await ada.write("addNote", record=company.gid, body="waits no more")
        notes = await crm.rows("note")
    finally:
        await other.close()
        await runtime.close()

    assert refused.value.code == "TIMED_OUT"
    assert [note["body"] for note in notes] == ["waits no more"]


class Kept(sqlite3.Connection):
    """Counts the text of the statements that it may keep prepared."""

    everywhere: list["Kept"]
    most = 0

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.most, self.lengths = more["cached_statements"], list[int]()
        self.everywhere.append(self)

    def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
        """Run a statement."""
        self.lengths = [*self.lengths, len(sql)][-self.most :] if self.most else []
        return super().execute(sql, values)


async def test_statements_that_are_kept_prepared_are_bounded_in_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, connect = tmp_path / "read.sqlite3", sqlite3.connect
    connect(path).close()
    monkeypatch.setattr(Kept, "everywhere", [], raising=False)
    monkeypatch.setattr(sqlite3, "connect", lambda *it, **more: connect(*it, factory=Kept, **more))
    readers = await SqliteReaders.open(path, Limits(read=NEVER))
    widths = (100, SHORT - 20, SHORT + 20, LONG - 20, LONG + 20, 400_000)
    for number in range(400):
        for width in widths:
            sql = f"SELECT {number} --{'x' * width}"
            assert await readers.value(sql, (), Origin(1, number)) == number
    kept = sum(sum(it.lengths) for it in Kept.everywhere)
    await readers.close()

    assert kept <= SHARES.readers * (MOST_SHORT * SHORT + MOST_LONG * LONG)
    assert MOST_SHORT * SHORT + MOST_LONG * LONG < 3_500_000
    assert not [it for it in Kept.everywhere if max(it.lengths, default=0) > LONG]
