"""What one was told is read, and counted until then."""

import orjson

from tests.world.crm import Crm
from tests.world.people import Person


async def told_three_times(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    for title in ("One", "Two", "Three"):
        await ada.rename(deal, title)


async def test_everything_up_to_a_number(crm: Crm, ada: Person, ben: Person) -> None:
    await told_three_times(crm, ada, ben)
    payload = await ben.write("markNotificationsRead", "marked unreadNotificationCount", upTo=2)
    assert (payload["marked"], payload["unreadNotificationCount"]) == (2, 1)
    assert [told.read for told in await ben.inbox()] == [True, True, False]
    assert await ben.unread() == 1


async def test_single_ones_by_id_and_each_once(crm: Crm, ada: Person, ben: Person) -> None:
    await told_three_times(crm, ada, ben)
    nodes = (await ben.ask("{ notifications { nodes { id } } }"))["notifications"]["nodes"]
    ids = [nodes[0]["id"]]
    first = await ben.write("markNotificationsRead", "marked", ids=ids)
    again = await ben.write("markNotificationsRead", "marked", ids=ids)
    assert (first["marked"], again["marked"]) == (1, 0)
    assert [told.read for told in await ben.inbox()] == [False, False, True]


async def test_only_unread_ones_or_only_read_ones(crm: Crm, ada: Person, ben: Person) -> None:
    await told_three_times(crm, ada, ben)
    await ben.write("markNotificationsRead", upTo=1)
    listed = "notifications(unread: %s) { nodes { sequence } totalCount }"
    unread = (await ben.ask("{" + listed % "true" + "}"))["notifications"]
    read = (await ben.ask("{" + listed % "false" + "}"))["notifications"]
    assert unread == {"nodes": [{"sequence": 3}, {"sequence": 2}], "totalCount": 2}
    assert read == {"nodes": [{"sequence": 1}], "totalCount": 1}


async def test_somebody_elses_are_left_alone(
    crm: Crm, ada: Person, ben: Person, sam: Person, eve: Person
) -> None:
    await told_three_times(crm, ada, ben)
    nodes = (await ben.ask("{ notifications { nodes { id } } }"))["notifications"]["nodes"]
    ids = [node["id"] for node in nodes]
    for other in (sam, ada, eve):
        payload = await other.write("markNotificationsRead", "marked", ids=ids)
        assert payload["marked"] == 0
        assert (await other.ask("query($id: ID!) { node(id: $id) { id } }", id=ids[0]))[
            "node"
        ] is None
    assert await ben.unread() == 3


async def test_one_of_both_ways_is_said(crm: Crm, ben: Person) -> None:
    async with crm.refuses("REQUIRED", "upTo"):
        await ben.write("markNotificationsRead")
    async with crm.refuses("REQUIRED", "upTo"):
        await ben.write("markNotificationsRead", upTo=1, ids=[])


async def test_who_has_not_signed_in_has_read_nothing(crm: Crm) -> None:
    async with crm.refuses("UNAUTHENTICATED"):
        await crm.nobody().write("markNotificationsRead", upTo=1)


async def test_the_count_goes_on_as_it_changes(crm: Crm, ada: Person, ben: Person) -> None:
    deal = await crm.deal(assigned_to=ben)
    counts = ben.stream("subscription { unreadNotificationCount }")

    async def following() -> int:
        return int(orjson.loads(await anext(counts))["data"]["unreadNotificationCount"])

    heard = [await following()]
    await ada.rename(deal, "One")
    heard.append(await following())
    await ada.rename(deal, "Two")
    heard.append(await following())
    await ben.write("markNotificationsRead", upTo=2)
    heard.append(await following())
    await counts.aclose()
    assert heard == [0, 1, 2, 0]
