"""Nobody's reads wait for those of somebody else: turns are fair by account, then by person."""

import asyncio
import random
from collections import Counter
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import pytest

from orm.database.fair_queue import FairQueue, Shares
from orm.database.fair_turns import SERVICE, Origin, of_no_account
from orm.database.migrating import is_current
from permissions.caller import Caller
from tests.abuse.endless import BRIEF, endless, opened
from tests.abuse.signing_in import CAFE, PASSWORD, have_password, outcome
from tests.reading.watching import watch
from tests.world.crm import Crm
from tests.world.people import Person

ADA, BEN = Origin(1, 1), Origin(1, 2)
EVE = Origin(2, 3)
ALONE = Shares(person=1, account=1, everybody=1, readers=1)


@dataclass(eq=False)
class Job:
    """What somebody waits for."""

    origin: Origin
    is_gone: bool = False


def order_of(queue: FairQueue[Job], *origins: Origin, seconds: float = 0.01) -> list[Origin]:
    """In which order jobs run, one after the other, that are all there when the first begins."""
    (running,) = (job for job in map(Job, origins) if queue.enter(job))
    order = [running.origin]
    while following := queue.end(running, seconds):
        running = following
        order.append(running.origin)
    return order


def test_of_two_people_each_has_every_second_turn_however_much_one_of_them_asks() -> None:
    order = order_of(FairQueue(ALONE), *[ADA] * 200, *[BEN] * 3)

    assert [n for n, origin in enumerate(order) if origin == BEN][-1] <= 8
    assert Counter(order) == {ADA: 200, BEN: 3}


def test_an_account_of_a_thousand_people_does_not_starve_another() -> None:
    many = [Origin(1, number) for number in range(1_000)]

    order = order_of(FairQueue(ALONE), *many, *[EVE] * 3)

    assert [n for n, origin in enumerate(order) if origin == EVE][-1] <= 8


def test_who_asks_what_is_heavy_has_fewer_turns() -> None:
    queue: FairQueue[Job] = FairQueue(ALONE)
    (running,) = (job for job in map(Job, [ADA] * 20 + [BEN] * 20) if queue.enter(job))
    order = []
    for _ in range(24):
        order.append(running.origin)
        following = queue.end(running, 0.1 if running.origin == ADA else 0.01)
        assert following
        running = following

    assert Counter(order)[ADA] <= 4


def test_the_service_goes_first() -> None:
    order = order_of(FairQueue(ALONE), *[ADA] * 5, SERVICE, SERVICE)

    assert order[:3] == [ADA, SERVICE, SERVICE]


@pytest.mark.parametrize("seed", range(200))
def test_whatever_comes_nobody_has_more_than_their_share_and_no_reader_idles(seed: int) -> None:
    chance = random.Random(seed)
    person = chance.randint(1, 3)
    shares = Shares(person, person + 1, person + 2, person + 3)
    queue: FairQueue[Job] = FairQueue(shares)
    running: list[Job] = []
    waiting: list[Job] = []
    origins = [SERVICE, ADA, BEN, EVE, Origin(2, 4), Origin(3, 5)]
    for step in range(600):
        if step < 400 and chance.random() < 0.5:
            job = Job(chance.choice(origins))
            (running if queue.enter(job) else waiting).append(job)
        elif waiting and chance.random() < 0.1:
            chance.choice(waiting).is_gone = True
        elif running:
            following = queue.end(running.pop(chance.randrange(len(running))), chance.random())
            if following:
                waiting.remove(following)
                running.append(following)
                assert not following.is_gone
        _check(shares, running, [job for job in waiting if not job.is_gone])
    while running:
        following = queue.end(running.pop(), 0.01)
        if following:
            waiting.remove(following)
            running.append(following)
    assert [job for job in waiting if not job.is_gone] == []


def _check(shares: Shares, running: list[Job], waiting: list[Job]) -> None:
    people = Counter(job.origin for job in running if job.origin != SERVICE)
    accounts = Counter(job.origin.account for job in running if job.origin != SERVICE)
    assert len(running) <= shares.readers
    assert people.total() <= shares.everybody
    assert max(accounts.values(), default=0) <= shares.account
    assert max(people.values(), default=0) <= shares.person
    if len(running) == shares.readers:
        return
    for job in waiting:
        assert job.origin != SERVICE
        assert (
            people.total() == shares.everybody
            or accounts[job.origin.account] == shares.account
            or people[job.origin] == shares.person
        )


async def test_one_statement_of_somebody_else_waits_for_few_of_a_thousand(
    database_url: str,
) -> None:
    async with opened(database_url) as database:
        answered: list[Origin] = []

        async def ask(origin: Origin) -> None:
            await database.readers.value(BRIEF[database.dialect], (), origin)
            answered.append(origin)

        flood = [asyncio.create_task(ask(ADA)) for _ in range(1_000)]
        await asyncio.sleep(0)
        before = len(answered)
        await asyncio.gather(ask(BEN), ask(EVE), ask(SERVICE))
        meanwhile = len(answered) - before
        await asyncio.gather(*flood)

    assert meanwhile < 100


async def test_while_one_holds_all_that_they_may_others_are_answered(database_url: str) -> None:
    async with opened(database_url) as database:
        value = database.readers.value
        asked = [asyncio.create_task(endless(database, ADA)) for _ in range(50)]
        assert await value("SELECT 1", (), BEN) == 1
        assert await value("SELECT 2", (), EVE) == 2
        asked += [asyncio.create_task(endless(database, Origin(1, number))) for number in range(50)]
        assert await value("SELECT 3", (), EVE) == 3
        for task in asked:
            task.cancel()
        await asyncio.wait(asked)


async def test_the_service_is_ready_though_everybody_holds_all_that_they_may(
    database_url: str,
) -> None:
    async with opened(database_url) as database:
        asked = [
            asyncio.create_task(endless(database, Origin(number, number))) for number in range(50)
        ]
        assert await is_current(database)
        for task in asked:
            task.cancel()
        await asyncio.wait(asked)


async def test_who_signs_in_waits_behind_their_own_address_and_goes_before_nobody(
    crm: Crm, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await have_password(crm, ada)
    database = crm.runtime.database
    watched, writing = watch(database), database.writing
    writers: list[Origin] = []

    def keep(origin: Origin = SERVICE) -> AbstractAsyncContextManager[set[str]]:
        writers.append(origin)
        return writing(origin)

    monkeypatch.setattr(database, "writing", keep)

    assert await outcome(crm, ada.email, address=CAFE) == "INVALID"
    assert await outcome(crm, ada.email, PASSWORD, address=CAFE) == "IN"

    assert of_no_account(CAFE) in watched.origins
    assert SERVICE not in watched.origins
    # Each attempt is counted, and the one that was right opens a session.
    assert writers == [of_no_account(CAFE)] * 3


def test_who_comes_from_no_known_address_is_not_the_service() -> None:
    assert Caller(None).origin != SERVICE
