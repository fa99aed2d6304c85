"""Two servers on one PostgreSQL: what is written through one is heard live through the other.

With pub/sub by NOTIFY and by Redis; and its connection may be lost.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest
from redis.asyncio import Redis

from notifications.pubsub import PubSub
from notifications.pubsub.postgresql import PostgresPubSub
from notifications.pubsub.redis import RedisPubSub
from tests.live.client import Ear, Writer, close_all
from tests.live.service import Service, until
from tests.live.world import World
from tests.world.machine import REDIS, need

NOTE = """mutation ($input: AddNoteInput!) {
  addNote(input: $input) { note { id } userErrors { message } } }"""


@pytest.fixture
async def redis() -> AsyncIterator[Redis]:
    need("redis")
    connection = Redis.from_url(REDIS, decode_responses=True)
    yield connection
    await connection.aclose()


@dataclass
class Carrier:
    """What carries the messages, and how its connections are cut."""

    settings: dict[str, str]
    cut: Callable[[], Awaitable[int]]


async def by_notify(world: World) -> Carrier:
    async def cut() -> int:
        sql = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND (query LIKE '%pg_notify%' OR query ILIKE 'LISTEN%')"""
        return int((await world.rows(sql))[0][0])

    return Carrier({}, cut)


async def by_redis(redis: Redis) -> Carrier:
    async def cut() -> int:
        ours = [it for it in await redis.client_list(_type="pubsub") if it["name"] == name]
        for client in ours:
            await redis.client_kill_filter(_id=client["id"])
        return len(ours)

    name = f"whose-live-{secrets.token_hex(4)}"
    return Carrier({"WHOSE_REDIS_URL": f"{REDIS}?client_name={name}"}, cut)


@pytest.fixture(params=["NOTIFY", "Redis"])
async def carrier(request: pytest.FixtureRequest, shared_world: World, redis: Redis) -> Carrier:
    return await (by_notify(shared_world) if request.param == "NOTIFY" else by_redis(redis))


async def test_what_one_server_writes_is_heard_through_the_other_even_after_rings_were_lost(
    shared_world: World, serve: Callable[..., Service], carrier: Carrier
) -> None:
    world = shared_world
    here, there = serve(world, **carrier.settings), serve(world, **carrier.settings)
    await asyncio.gather(here.start(), there.start())
    ears = [Ear(service, world.tokens["ben"]) for service in (here, there)]
    writers = [Writer(service, world.tokens["ada"]) for service in (here, there)]
    written = 0

    async def write() -> None:
        nonlocal written
        for writer in writers:
            note = {
                "record": "Company:2",
                "body": "hello",
                "mentions": [f"User:{world.ids['ben']}"],
            }
            await writer.done(NOTE, input=note)
            written += 1

    async def heard_everything() -> None:
        await until(lambda: all(ear.last == written for ear in ears), "what was written")

    for _ in range(3):
        await write()
    await heard_everything()
    for _ in range(3):
        assert await carrier.cut() >= 2
        await write()
        await heard_everything()
    inbox = await world.inbox("ben")
    for ear in ears:
        ear.check()
        assert ear.heard == inbox
        assert ear.comebacks == 0
    assert [number for number, _ in inbox] == list(range(1, written + 1))
    await close_all(*ears, *writers)


async def test_sixteen_writers_on_postgresql_are_all_answered(
    shared_world: World, serve: Callable[..., Service]
) -> None:
    """Messages go out on one connection, which takes one statement at a time."""
    service = serve(shared_world)
    await service.start()
    ear = Ear(service, shared_world.tokens["ben"])
    writer = Writer(service, shared_world.tokens["ada"])
    mentions = [f"User:{shared_world.ids['ben']}"]
    note = {"record": "Company:2", "body": "hello", "mentions": mentions}
    for _ in range(4):
        await asyncio.gather(*(writer.done(NOTE, input=note) for _ in range(16)))
    await until(lambda: ear.last == 64, "every notification")
    assert ear.heard == await shared_world.inbox("ben")
    await close_all(ear, writer)


async def test_streams_outlive_every_connection_to_postgresql(
    shared_world: World, serve: Callable[..., Service]
) -> None:
    """As when it is started again; what is asked meanwhile may fail, what listens goes on."""
    service = serve(shared_world)
    await service.start()
    ear = Ear(service, shared_world.tokens["ben"])
    writer = Writer(service, shared_world.tokens["ada"])
    mentions = [f"User:{shared_world.ids['ben']}"]
    note = {"record": "Company:2", "body": "hello", "mentions": mentions}
    await writer.done(NOTE, input=note)
    await until(lambda: ear.last == 1, "the first")
    for number in range(2, 5):
        await shared_world.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        for _ in range(20):
            answer = await writer.ask(NOTE, input=note)
            if "errors" not in answer:
                break
        assert "errors" not in answer
        await until(lambda: ear.last >= number, "the next")  # noqa: B023
    ear.check()
    assert ear.heard == await shared_world.inbox("ben")
    assert ear.comebacks == 0
    await close_all(ear, writer)


async def pubsub_of(carrier: Carrier, world: World) -> PubSub:
    if carrier.settings:
        return await RedisPubSub.open(carrier.settings["WHOSE_REDIS_URL"])
    return await PostgresPubSub.open(world.url)


async def test_every_bell_rings_once_when_the_connection_is_back(
    shared_world: World, carrier: Carrier
) -> None:
    pubsub = await pubsub_of(carrier, shared_world)
    signals = [await pubsub.listen(f"user:{n}") for n in range(20)]
    await pubsub.publish(["user:0"])
    await asyncio.wait_for(signals[0].wait(), 10)
    assert await carrier.cut() >= 1
    await asyncio.wait_for(asyncio.gather(*(signal.wait() for signal in signals)), 10)
    await pubsub.publish(f"user:{n}" for n in range(20))
    await asyncio.wait_for(asyncio.gather(*(signal.wait() for signal in signals)), 10)
    for signal in signals:
        signal.close()
    await pubsub.close()


async def test_a_ring_that_follows_its_like_closely_is_heard_as_well(
    shared_world: World, carrier: Carrier
) -> None:
    pubsub = await pubsub_of(carrier, shared_world)
    signal = await pubsub.listen("user:1")
    for _ in range(200):
        await pubsub.publish(["user:1"])
        await asyncio.wait_for(signal.wait(), 10)
    signal.close()
    await pubsub.close()
