"""Passwords are hashed on few threads, in turns by who asks, and for nobody who has left."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager

import pytest

from orm.errors import RateLimited
from resolvers.sign_in import passwords
from resolvers.sign_in.hashing_pool import MOST_OF_ALL, MOST_OF_ONE, HashingPool
from tests.abuse.signing_in import (
    CAFE,
    HOME,
    OTHER,
    PASSWORD,
    have_password,
    outcome,
    sign_in,
    working,
)
from tests.world.crm import Crm
from tests.world.people import Person


class Slow:
    """Work that goes on until it is let go; keeps what was begun, in order."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._go = threading.Semaphore(0)

    def __call__(self, name: str) -> str:
        """Work."""
        self.begun.append(name)
        self._go.acquire()
        return name

    def let_go(self, number: int) -> None:
        """Let some of it end."""
        self._go.release(number)


@asynccontextmanager
async def one_thread() -> AsyncIterator[tuple[HashingPool, Slow]]:
    pool, slow = HashingPool(threads=1), Slow()
    try:
        yield pool, slow
    finally:
        slow.let_go(1_000)
        await pool.close()


async def until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.001)


async def test_who_asks_for_much_waits_behind_themselves_and_others_do_not() -> None:
    async with one_thread() as (pool, slow):
        flood = [asyncio.create_task(pool.run("flood", slow, f"flood {n}")) for n in range(5)]
        await until(lambda: slow.begun == ["flood 0"])
        others = [asyncio.create_task(pool.run(it, slow, it)) for it in ("other", "third")]
        await asyncio.sleep(0)
        slow.let_go(7)
        await asyncio.gather(*flood, *others)
    assert slow.begun == ["flood 0", "flood 1", "other", "third", "flood 2", "flood 3", "flood 4"]


async def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    async with one_thread() as (pool, slow):
        tasks = [asyncio.create_task(pool.run("flood", slow, f"flood {n}")) for n in range(4)]
        await until(lambda: slow.begun == ["flood 0"])
        for task in tasks[:3]:
            task.cancel()
        await asyncio.wait(tasks[:3])
        # The thread is still at what was begun, and nothing else is begun beside it.
        await asyncio.sleep(0)
        assert slow.begun == ["flood 0"]
        slow.let_go(2)
        assert await tasks[3] == "flood 3"
    assert slow.begun == ["flood 0", "flood 3"]


async def test_who_leaves_when_it_is_their_turn_passes_it_on() -> None:
    async with one_thread() as (pool, slow):
        first, second, third = (
            asyncio.create_task(pool.run(it, slow, it)) for it in ("first", "second", "third")
        )
        await until(lambda: slow.begun == ["first"])
        pool._next()  # as the thread does when it is through
        second.cancel()
        slow.let_go(2)
        assert [await first, await third] == ["first", "third"]
    assert slow.begun == ["first", "third"]


async def test_past_its_bounds_nothing_is_taken_until_something_is_done() -> None:
    async with one_thread() as (pool, _):
        with ExitStack() as entries:
            for _ in range(MOST_OF_ONE):
                entries.enter_context(pool.entry("flood"))
            with pytest.raises(RateLimited) as caught, pool.entry("flood"):
                pass
            assert caught.value.retry_after == 1
            for number in range(MOST_OF_ALL - MOST_OF_ONE):
                entries.enter_context(pool.entry(f"other {number}"))
            with pytest.raises(RateLimited), pool.entry("one more"):
                pass
        with pool.entry("one more"):
            pass
        assert pool._entered == {}


async def test_who_floods_from_several_places_makes_room_for_who_comes_from_another() -> None:
    async with one_thread() as (pool, slow):

        async def hash_one(asker: str, name: str) -> str:
            with pool.entry(asker):
                return await pool.run(asker, slow, name)

        floods = range(MOST_OF_ALL // MOST_OF_ONE)
        flood = [
            asyncio.create_task(hash_one(f"flood {n}", "flood"))
            for n in floods
            for _ in range(MOST_OF_ONE)
        ]
        await asyncio.sleep(0)
        others = [asyncio.create_task(hash_one(f"other {n}", "other")) for n in range(3)]
        slow.let_go(MOST_OF_ALL)
        assert await asyncio.gather(*others) == ["other"] * 3
        answers = await asyncio.gather(*flood, return_exceptions=True)
    assert len([it for it in answers if isinstance(it, RateLimited)]) == 3
    assert slow.begun.count("flood") == MOST_OF_ALL - 3


async def test_a_flood_of_sign_ins_is_refused_and_others_get_in(
    crm: Crm, finn: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await have_password(crm, finn)
    with working(crm, monkeypatch) as work:
        flood = [
            asyncio.create_task(outcome(crm, f"{number}@new.example", address=CAFE))
            for number in range(200)
        ]
        await asyncio.sleep(0)
        assert await outcome(crm, finn.email, PASSWORD, address=HOME) == "IN"
        for task in flood:
            task.cancel()
        answers = await asyncio.gather(*flood, return_exceptions=True)
    refused = [it for it in answers if it == "RATE_LIMITED"]
    assert len(refused) == 200 - MOST_OF_ONE
    assert len(work.hashes) <= 1 + MOST_OF_ONE


async def test_who_leaves_while_their_password_is_tried_holds_up_nobody(
    crm: Crm, finn: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()

    def hash_slowly(password: str, other: str) -> str:
        slow(password)
        return other

    monkeypatch.setattr(passwords, "hash_like", hash_slowly)
    text = 'mutation { signIn(input: {email: "0@new.example", password: "0"}) { token } }'
    request = asyncio.create_task(finn.answer(text))
    await until(lambda: slow.begun == ["0"])
    request.cancel()
    await asyncio.wait([request])
    slow.let_go(100)
    assert await outcome(crm, "another@new.example", "another") == "INVALID"
    assert slow.begun == ["0", "another"]


async def test_passwords_are_hashed_on_threads_of_their_own(
    crm: Crm, finn: Person, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await have_password(crm, finn)
    threads = []

    def seen(name: str) -> Callable[..., str]:
        really: Callable[..., str] = getattr(passwords, name)

        def call(*given: object) -> str:
            threads.append(threading.current_thread().name)
            return really(*given)

        return call

    for name in ("hash_like", "hash_new"):
        monkeypatch.setattr(passwords, name, seen(name))
    await sign_in(crm, finn.email, OTHER)
    await ada.invite("nina@new.example", password=PASSWORD)
    assert (len(threads), {it.partition("_")[0] for it in threads}) == (2, {"hashing"})
