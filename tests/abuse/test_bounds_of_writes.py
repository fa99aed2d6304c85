"""A change that takes too long on SQLite is taken back, and whoever sent it is told by a code."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from orm.account import Account
from orm.database.fair_turns import Origin
from orm.database.limits import Limits
from orm.errors import TimedOut
from resolvers.runtime.runtime import Runtime, open_runtime
from tests.abuse.endless import ENDLESS
from tests.world.crm import Crm
from tests.world.people import Refused
from tests.world.stage import emptied

BRIEF = Limits(write=0.3)
#: What makes each note take for ever.
SLOW = f"""
    CREATE VIEW endless AS {ENDLESS["sqlite"]};
    CREATE TRIGGER slow BEFORE INSERT ON note WHEN (SELECT * FROM endless) > 0
    BEGIN SELECT 1; END"""
WRITES_FOR_EVER = f"""INSERT INTO team (account_id, name)
    SELECT 1, i FROM ({ENDLESS["sqlite"].replace("max(i)", "i")})"""


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    return emptied("sqlite", request, tmp_path)


@pytest.fixture
async def runtime(url: str) -> AsyncIterator[Runtime]:
    """A house where a change may take no time."""
    runtime = await open_runtime(url, None, BRIEF)
    yield runtime
    await runtime.close()


async def test_a_change_without_an_end_is_not_done_and_the_next_one_is(runtime: Runtime) -> None:
    crm = Crm(runtime)
    await crm.begin()
    ada, company = await crm.person("ada"), await crm.company()
    before = await crm.tables()
    await runtime.database.connection.execute_script(SLOW)

    for _ in range(2):
        with pytest.raises(Refused) as refused:
            await ada.write("addNote", record=company.gid, body="takes for ever")
        assert refused.value.code == "TIMED_OUT"
        assert await crm.tables() == before

    await ada.create_company("Quick")
    assert runtime.database.availability.why is None


@pytest.mark.parametrize(
    ("endless", "kept"),
    [(ENDLESS["sqlite"], ["Before", "After"]), (WRITES_FOR_EVER, ["After"])],
    ids=["it reads", "it writes"],
)
async def test_nobody_is_told_that_a_change_is_done_which_is_taken_back_with_anothers(
    runtime: Runtime, endless: str, kept: list[str]
) -> None:
    database = runtime.database

    async def change(person: int, sql: str = "", name: str = "") -> str:
        async with database.writing(Origin(person, person)):
            if sql:
                await database.connection.execute_query(sql)
            await Account.create(name=name)
        return name

    asked: list[Any] = [change(1, name="Before"), change(2, endless), change(3, name="After")]
    before, ended, after = await asyncio.gather(*asked, return_exceptions=True)

    assert isinstance(ended, TimedOut)
    assert isinstance(before, TimedOut) == ("Before" not in kept)
    assert after == "After"
    assert [account.name for account in await Account.all().order_by("id")] == kept
