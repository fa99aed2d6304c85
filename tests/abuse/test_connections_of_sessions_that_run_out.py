"""A session that runs out ends its streams at that moment, and nothing is asked until then."""

import asyncio
import datetime
import time
from typing import Any

import pytest

from notifications.pubsub.memory import MemoryPubSub
from orm.user import User
from permissions.caller import Caller
from permissions.viewer import OPERATOR, Viewer
from resolvers.session import open_session
from subscriptions import session_expiry
from subscriptions.request import SessionEnded
from subscriptions.session_expiry import Expiries
from tests.world.crm import Crm
from tests.world.people import Person
from tests.world.segments import keep

BRIEF = datetime.timedelta(seconds=3)
STREAMS = (
    "subscription { notifications { sequence } }",
    "subscription { notifications(after: 0) { sequence } }",
    "subscription { unreadNotificationCount }",
    "subscription { recordChanges { recordId } }",
)


async def listen(person: Person, query: str, **variables: Any) -> float:
    """When the stream ends with its session."""
    with pytest.raises(SessionEnded):
        async for _ in person.stream(query, **variables):
            pass
    return time.time()


async def test_every_kind_of_stream_ends_when_its_session_runs_out(
    crm: Crm, ada: Person, ben: Person
) -> None:
    segment = await keep(ada, "DEAL", ("search", "CONTAINS", "a"), visibility="SHARED")
    user = await User.get(id=ben.id)
    began = int(time.time())
    token, _ = await open_session(crm.runtime.database, ben.id, BRIEF)
    brief = Person(crm.graph, user, token)
    follow = "subscription($id: ID!) { recordChanges(segment: $id) { recordId } }"
    others = [asyncio.create_task(listen(ben, query)) for query in STREAMS]

    async with asyncio.timeout(30):
        idle = asyncio.create_task(crm.graph.until_over(Caller(token)))
        ends = await asyncio.gather(
            *(listen(brief, query) for query in STREAMS),
            listen(brief, follow, id=segment.gid),
        )
        await idle

    assert min(ends) >= began + BRIEF.total_seconds()
    assert [it.done() for it in others] == [False] * len(others)
    for other in others:
        other.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    assert crm.graph.hubs.by_account == {}


class RecordingPubSub:
    """Pub/sub that notes what is published."""

    def __init__(self) -> None:
        self.wait: list[set[str]] = []

    async def publish(self, topics: Any) -> None:
        self.wait.append(set(topics))


def viewer(id_: int, expires_at: float) -> Viewer:
    return Viewer(id_, 1, OPERATOR.profile, f"hash {id_}", int(expires_at))


async def test_one_timer_serves_all_and_rings_for_those_whose_time_has_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, signals, timers = [1_000_000.0], RecordingPubSub(), list[float]()
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(time, "time", lambda: now[0])
    call_later = loop.call_later

    def noted(delay: float, *what: Any) -> asyncio.TimerHandle:
        timers.append(delay)
        return call_later(delay, *what)

    monkeypatch.setattr(loop, "call_later", noted)
    watch: Any = Expiries(signals)  # type: ignore[arg-type]
    open_ones = [watch.watching(viewer(it, now[0] + 100 + it // 10)) for it in range(100)]
    for it in open_ones:
        it.__enter__()
    assert timers == [100]

    now[0] += 101
    watch._wake()
    await asyncio.sleep(0)
    assert signals.wait == [{f"user:{it}" for it in range(20)} | {"account:1"}]
    assert timers == [100, 1]

    for it in open_ones:
        it.__exit__(None, None, None)
    assert (watch._open, watch._timer) == ([], None)


async def test_a_session_of_a_month_looks_at_the_clock_now_and_then() -> None:
    watch: Any = Expiries(MemoryPubSub())
    with watch.watching(viewer(1, time.time() + 30 * 86_400)):
        wait = watch._timer.when() - asyncio.get_running_loop().time()
        assert wait <= session_expiry.LONGEST
        watch._wake()
        assert watch._timer is not None
        assert len(watch._open) == 1
