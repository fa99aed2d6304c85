"""Whoever writes much waits for themselves: turns go by account, then by person."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import pytest

from orm.company import Company
from orm.database.fair_turns import SERVICE, FairTurns, Origin
from orm.database.sqlite.group_commit import MOST_CHANGES_A_COMMIT
from reader.complexity import MOST_ROOTS
from resolvers.write.transaction import anonymous_transaction
from tests.live.service import PATIENCE, until
from tests.world.crm import Crm
from tests.world.people import Person

ADA, FINN, EVE = Origin(1, 1), Origin(1, 2), Origin(2, 3)


class Visitors:
    """Who came in, in order."""

    def __init__(self, turns: FairTurns) -> None:
        self.turns, self.order = turns, list[Origin]()
        self.most_inside = self.inside = 0
        self.go_on = asyncio.Event()

    async def come(self, origin: Origin) -> None:
        async with self.turns.turn(origin):
            self.order.append(origin)
            self.inside += 1
            self.most_inside = max(self.inside, self.most_inside)
            await self.go_on.wait()
            await asyncio.sleep(0)
            self.inside -= 1

    async def all_come(self, *origins: Origin) -> list[asyncio.Task[None]]:
        tasks = [asyncio.create_task(self.come(origin)) for origin in origins]
        await asyncio.sleep(0)
        return tasks


async def test_turns_go_by_account_then_by_person_then_in_order() -> None:
    visitors = Visitors(FairTurns())
    tasks = await visitors.all_come(SERVICE, ADA, ADA, ADA, ADA, FINN, FINN, EVE, EVE)
    visitors.go_on.set()
    await asyncio.gather(*tasks)

    assert visitors.order == [SERVICE, ADA, EVE, FINN, EVE, ADA, FINN, ADA, ADA]
    assert visitors.most_inside == 1


async def test_an_account_has_one_inside_while_others_come_in() -> None:
    visitors = Visitors(FairTurns(3, one_each=True))
    tasks = await visitors.all_come(ADA, ADA, FINN, ADA, EVE, EVE)
    assert visitors.order == [ADA, EVE]

    visitors.go_on.set()
    await asyncio.gather(*tasks)
    assert visitors.order == [ADA, EVE, ADA, EVE, FINN, ADA]
    assert visitors.most_inside == 2


@pytest.mark.parametrize("one_each", [False, True])
async def test_who_gives_up_takes_no_turn_and_loses_none(*, one_each: bool) -> None:
    visitors = Visitors(FairTurns(one_each=one_each))
    inside, leaving, given, last = await visitors.all_come(ADA, ADA, FINN, EVE)
    leaving.cancel()
    await asyncio.wait((leaving,))
    assert visitors.turns.waiting == 2

    visitors.go_on.set()
    while not inside.done():
        await asyncio.sleep(0)
    given.cancel()  # it is EVE's turn or his, and he does not know of it yet
    with suppress(asyncio.CancelledError):
        await given
    await last
    assert visitors.turns.waiting == 0
    await asyncio.wait_for(visitors.come(ADA), PATIENCE)


class Held:
    """A change that stays inside until it may go on."""

    def __init__(self, crm: Crm) -> None:
        self.crm = crm
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def stay(self) -> None:
        async with self.crm.runtime.database.writing():
            self.begun.set()
            await self.go_on.wait()


@asynccontextmanager
async def held(crm: Crm) -> AsyncIterator[Held]:
    """What waits until somebody who is inside may go on."""
    held = Held(crm)
    staying = asyncio.create_task(held.stay())
    await held.begun.wait()
    yield held
    held.go_on.set()
    await staying


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_thousand_writes_of_one_delay_anothers_by_one_commit(
    crm: Crm, ada: Person, finn: Person, eve: Person
) -> None:
    database = crm.runtime.database
    order: list[Origin] = []

    async def change(origin: Origin) -> None:
        async with database.writing(origin):
            await database.connection.execute_query("UPDATE account SET name = name")
        order.append(origin)

    mine, his, hers = (Origin(it.account_id, it.id) for it in (ada, finn, eve))
    async with held(crm):
        flood = [asyncio.create_task(change(mine)) for _ in range(1_000)]
        await asyncio.sleep(0)
        others = [asyncio.create_task(change(it)) for it in (his, hers)]
        await asyncio.sleep(0)
    await asyncio.gather(*others)
    assert order.count(mine) <= MOST_CHANGES_A_COMMIT
    await asyncio.gather(*flood)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_who_waits_for_an_account_keeps_no_connection_from_others(
    crm: Crm, ada: Person, finn: Person, eve: Person, postgresql_url: str
) -> None:
    elsewhere: Any = await asyncpg.connect(postgresql_url)
    pool = crm.runtime.database.connection._pool
    committed: list[str] = []

    async def write(person: Person) -> None:
        await person.create_company(person.name)
        committed.append(person.name)

    await asyncio.gather(write(ada), write(finn))  # what is new to the service is prepared
    try:
        async with elsewhere.transaction():
            await elsewhere.execute(f"SELECT FROM account WHERE id = {crm.account_id} FOR UPDATE")
            waiting = [asyncio.create_task(write(who)) for who in [ada, finn] * 20]
            for _ in range(5):
                await write(eve)
                async with anonymous_transaction(crm.runtime.database):
                    held = pool.get_size() - pool.get_idle_size()
                assert held <= 2, "its own, and of all that wait at most one"
            assert committed[2:] == [eve.name] * 5
    finally:
        await elsewhere.close()
    await asyncio.gather(*waiting)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_change_waits_as_long_as_another_process_has_its_account(
    crm: Crm, ada: Person, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orm.database.postgresql.writer.HELD", 1)
    monkeypatch.setattr("orm.database.postgresql.writer.APART", 1)
    tries, lock = [0], asyncpg.Connection.execute

    async def counted(connection: Any, sql: str, *rest: Any, **more: Any) -> Any:
        tries[0] += "lock_timeout = 1;" in sql
        return await lock(connection, sql, *rest, **more)

    monkeypatch.setattr(asyncpg.Connection, "execute", counted)
    elsewhere: Any = await asyncpg.connect(postgresql_url)
    try:
        async with elsewhere.transaction():
            await elsewhere.execute(f"SELECT FROM account WHERE id = {crm.account_id} FOR UPDATE")
            writing = asyncio.create_task(ada.create_company("Late"))
            await until(lambda: tries[0] >= 5, "it tries again")
            assert not writing.done()
    finally:
        await elsewhere.close()
    await writing


async def test_a_mutation_of_many_roots_gives_its_turn_back_after_each(
    crm: Crm, ada: Person, eve: Person
) -> None:
    create = 'createCompany(input: {name: "Many"}) { userErrors { code } }'
    many = "mutation {" + " ".join(f"a{number}: {create}" for number in range(MOST_ROOTS)) + "}"
    await eve.create_company("First")
    writing = asyncio.create_task(ada.ask(many))
    while not await Company.filter(name="Many").count():
        await asyncio.sleep(0)
    before = await Company.filter(name="Many").count()
    await eve.create_company("Second")

    assert await Company.filter(name="Many").count() - before < 10
    assert not writing.done()
    await writing
    assert await Company.filter(name="Many").count() == MOST_ROOTS
