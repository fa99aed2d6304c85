"""What waits for a slow reader is not delivered once they may no longer read it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from notifications.pubsub import user_topic
from subscriptions.request import SessionEnded
from tests.live.bulk import write_notifications
from tests.live.inside import Inside, inside
from tests.live.service import PATIENCE, until
from tests.live.world import World

NOTIFICATIONS = "subscription { notifications(after: 0) { sequence record { label } } }"
CHANGES = "subscription { recordChanges { change recordId record { label } } }"


@pytest.fixture
async def graph(world: World) -> AsyncIterator[Inside]:
    async with inside(world) as graph:
        yield graph


async def write(graph: Inside, mutation: str, kind: str, **values: Any) -> None:
    query = f"mutation ($input: {kind}Input!) {{ {mutation}(input: $input)"
    await graph.done("ada", f"{query} {{ userErrors {{ message }} }} }}", input=values)


async def test_the_rest_of_an_inbox_is_not_read_out_to_who_has_signed_out(graph: Inside) -> None:
    write_notifications(graph.world, "dan", 90)
    stream = graph.stream(graph.world.tokens["dan"], NOTIFICATIONS)
    heard = [orjson.loads(await anext(stream)) for _ in range(10)]
    assert [it["data"]["notifications"]["sequence"] for it in heard] == list(range(1, 11))
    await graph.done("dan", "mutation { signOut { signedOut } }")
    with pytest.raises(SessionEnded):
        await anext(stream)


async def test_the_rest_of_an_inbox_is_read_anew_for_who_has_lost_rights(graph: Inside) -> None:
    write_notifications(graph.world, "dan", 90)
    stream = graph.stream(graph.world.tokens["dan"], NOTIFICATIONS)
    labels: list[Any] = []
    for number in range(1, 91):
        event = orjson.loads(await anext(stream))["data"]["notifications"]
        assert event["sequence"] == number
        labels.append(event["record"] and event["record"]["label"])
        if number == 10:
            user = f"User:{graph.world.ids['dan']}"
            await write(graph, "setUserAccess", "SetUserAccess", user=user, crmAccess="LIMITED_CRM")
        if number == 20:
            await graph.runtime.pubsub.publish([user_topic(graph.world.ids["dan"])])
    assert labels == ["Company 0"] * 10 + [None] * 80
    # The 91st is that his access was changed.
    assert orjson.loads(await anext(stream))["data"]["notifications"]["sequence"] == 91
    await stream.aclose()


async def test_changes_that_wait_are_read_anew_for_who_has_lost_rights(graph: Inside) -> None:
    stream = graph.stream(graph.world.tokens["dan"], CHANGES)
    first = asyncio.ensure_future(anext(stream))
    hubs = graph.graph.hubs.by_account
    await write(graph, "updateCompany", "UpdateCompany", id="Company:4", name="First")
    async with asyncio.timeout(PATIENCE):
        while not first.done():
            await write(graph, "updateCompany", "UpdateCompany", id="Company:4", name="Begin")
            await asyncio.sleep(0.01)
    for number in range(5):
        await write(graph, "updateCompany", "UpdateCompany", id="Company:1", name=f"No {number}")
    user = f"User:{graph.world.ids['dan']}"
    await write(graph, "setUserAccess", "SetUserAccess", user=user, crmAccess="LIMITED_CRM")
    await write(graph, "updateCompany", "UpdateCompany", id="Company:4", name="Last")
    rows = await graph.world.rows("SELECT last_event FROM account")
    await until(lambda: hubs[1]._last == rows[0][0], "the hub")
    labels: list[Any] = []
    async with asyncio.timeout(PATIENCE):
        while not labels or labels[-1] != "Last":
            record = orjson.loads(await anext(stream))["data"]["recordChanges"]["record"]
            labels.append(record and record["label"])
    assert {label for label in labels if label} <= {"Begin", "Last"}
    await stream.aclose()


async def test_a_change_of_what_was_lost_meanwhile_is_left_out_for_the_loss_that_follows(
    graph: Inside,
) -> None:
    ben, dan = (f"User:{graph.world.ids[name]}" for name in ("ben", "dan"))
    mine = graph.stream(graph.world.tokens["ben"], CHANGES)
    first = asyncio.ensure_future(anext(mine))
    number = 0
    async with asyncio.timeout(PATIENCE):
        while not first.done():
            await write(graph, "updateCompany", "UpdateCompany", id="Company:2", name=f"{number}")
            number += 1
            await asyncio.sleep(0.01)
    await write(graph, "updateCompany", "UpdateCompany", id="Company:2", name="Last of it")
    await write(graph, "assignCompany", "AssignCompany", id="Company:2", accountManager=dan)
    await write(graph, "assignCompany", "AssignCompany", id="Company:1", accountManager=ben)
    rows = await graph.world.rows("SELECT last_event FROM account")
    await until(lambda: graph.graph.hubs.by_account[1]._last == rows[0][0], "the hub")
    heard: list[tuple[str, str, bool]] = []
    async with asyncio.timeout(PATIENCE):
        while not heard or heard[-1][1] != "Company:1":
            change = orjson.loads(await anext(mine))["data"]["recordChanges"]
            heard.append((change["change"], change["recordId"], change["record"] is None))
    assert [it for it in heard if it[2]] == [
        ("LOST", it, True) for it in ("Company:2", "Deal:2", "Deal:5", "Deal:8", "Deal:11")
    ]
    assert heard[-1] == ("GAINED", "Company:1", False)
    await mine.aclose()


async def test_a_change_of_what_is_deleted_before_it_is_read_is_left_out(graph: Inside) -> None:
    stream = graph.stream(graph.world.tokens["dan"], CHANGES)
    first = asyncio.ensure_future(anext(stream))
    async with asyncio.timeout(PATIENCE):
        while not first.done():
            await write(graph, "updateCompany", "UpdateCompany", id="Company:1", name="Begin")
            await write(graph, "updateCompany", "UpdateCompany", id="Company:1", name="Begun")
            await asyncio.sleep(0.01)
    # What is new to the service takes longer to begin, and here they are to be in this order.
    await write(graph, "updateDeal", "UpdateDeal", id="Deal:4", title="Other")
    await write(graph, "deleteDeal", "Delete", id="Deal:4")
    await asyncio.gather(
        write(graph, "updateDeal", "UpdateDeal", id="Deal:1", title="Short-lived"),
        write(graph, "deleteDeal", "Delete", id="Deal:1"),
        write(graph, "updateCompany", "UpdateCompany", id="Company:1", name="Last"),
    )
    heard: list[Any] = []
    async with asyncio.timeout(PATIENCE):
        while not heard or heard[-1]["record"] != {"label": "Last"}:
            heard.append(orjson.loads(await anext(stream))["data"]["recordChanges"])
    assert [it for it in heard if it["recordId"] == "Deal:1"] == [
        {"change": "DELETED", "recordId": "Deal:1", "record": None}
    ]
    await stream.aclose()
