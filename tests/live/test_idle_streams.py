"""A stream that nothing happens on costs no SQL, no timer and no turn of the loop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from orm.database.fair_turns import Origin
from orm.database.sqlite import SqliteReaders
from tests.live.bulk import write_notifications
from tests.live.client import NOTIFICATIONS
from tests.live.inside import Inside, Listening, inside
from tests.live.service import PATIENCE, until
from tests.live.world import World

CHANGES = "subscription { recordChanges { change recordId record { label } } }"
COUNT = "subscription { unreadNotificationCount }"
RENAME = """mutation ($input: UpdateCompanyInput!) {
  updateCompany(input: $input) { company { id } userErrors { message } } }"""
STREAMS = 100
AFTER: dict[str, dict[str, int]] = {NOTIFICATIONS: {"after": 0}, CHANGES: {}, COUNT: {}}


class Costs:
    """Counts the statements of readers and the timers of the loop."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.statements, self.timers = 0, 0
        loop, rows = asyncio.get_running_loop(), SqliteReaders.rows
        call_at = loop.call_at

        async def counted(readers: SqliteReaders, sql: str, values: Any, origin: Origin) -> Any:
            self.statements += 1
            return await rows(readers, sql, values, origin)

        def timed(when: float, callback: Callable[..., Any], *more: Any, **named: Any) -> Any:
            self.timers += 1
            return call_at(when, callback, *more, **named)

        monkeypatch.setattr(SqliteReaders, "rows", counted)
        monkeypatch.setattr(loop, "call_at", timed)
        monkeypatch.setattr(loop, "call_later", lambda delay, *it: timed(loop.time() + delay, *it))

    async def settled(self) -> None:
        """Wait until no statement was run for a while."""
        before = -1
        async with asyncio.timeout(PATIENCE):
            while before != self.statements:
                before = self.statements
                await asyncio.sleep(0.3)


@pytest.fixture
async def graph(world: World) -> AsyncIterator[Inside]:
    for name in ("ben", "cleo", "dan"):
        write_notifications(world, name, 1)
    async with inside(world) as graph:
        yield graph


async def begun(graph: Inside, ears: list[Listening], query: str) -> None:
    """Wait until each has heard what there was before, or is known to hear what there is next."""

    def joined() -> int:
        return sum(
            it.since > 0 for hub in graph.graph.hubs.by_account.values() for it in hub.listeners
        )

    def heard() -> int:
        return sum(ear.count for ear in ears)

    await until(lambda: (joined if query == CHANGES else heard)() == len(ears), "their beginning")


@pytest.mark.parametrize("query", [NOTIFICATIONS, CHANGES, COUNT])
async def test_a_hundred_idle_streams_cost_no_statement_and_no_timer(
    graph: Inside, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    tokens = [
        await graph.world.token(graph.runtime.database, name)
        for name in ("ben", "cleo", "dan")
        for _ in range(34)
    ]
    costs = Costs(monkeypatch)
    ears = [Listening(graph.stream(token, query, **AFTER[query])) for token in tokens[:STREAMS]]
    await begun(graph, ears, query)
    await costs.settled()
    costs.statements = costs.timers = 0
    await asyncio.sleep(1)
    assert (costs.statements, costs.timers) == (0, 1)  # the timer is this test's own
    assert [ear.task.done() for ear in ears] == [False] * STREAMS
    await asyncio.gather(*(ear.close() for ear in ears))


async def test_what_happens_is_read_once_for_all_who_hear_the_same(
    graph: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = [await graph.world.token(graph.runtime.database, "dan") for _ in range(STREAMS)]
    ears = [Listening(graph.stream(token, CHANGES)) for token in tokens]
    await graph.ask("ada", "{ viewer { id } }")
    await begun(graph, ears, CHANGES)
    costs = Costs(monkeypatch)
    await costs.settled()
    statements = []
    for number in range(5):
        before = costs.statements
        name = {"id": "Company:1", "name": f"Name {number}"}
        await graph.done("ada", RENAME, input=name)
        await until(lambda: all(ear.count == number + 1 for ear in ears), "the event")  # noqa: B023
        await costs.settled()
        statements.append(costs.statements - before)
    # The payload; the events and, after them, whether there are more people out; who hears, what,
    # and whether they still are who they were.
    assert statements == [6] * 5
    expected = [
        {"change": "UPDATED", "recordId": "Company:1", "record": {"label": f"Name {number}"}}
        for number in range(5)
    ]
    for ear in ears:
        assert [it["recordChanges"] for it in ear.heard] == expected
    await asyncio.gather(*(ear.close() for ear in ears))


@pytest.mark.parametrize("query", [NOTIFICATIONS, CHANGES, COUNT])
async def test_a_stream_that_is_left_at_any_moment_leaves_nothing_behind(
    graph: Inside, tmp_path: Path, query: str
) -> None:
    for steps in range(40):
        ear = Listening(graph.stream(graph.world.tokens["dan"], query))
        for _ in range(steps):
            await asyncio.sleep(0 if steps % 2 else 0.0002)
        await ear.close()
        assert graph.graph.hubs.by_account == {}
        assert graph.runtime.pubsub._signals == {}  # type: ignore[attr-defined]
