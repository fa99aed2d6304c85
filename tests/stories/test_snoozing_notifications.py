"""What one was told is put off until a moment, and comes back then."""

import asyncio
import datetime
from typing import Any

import orjson
import pytest

from notifications.pubsub import user_topic
from orm.notification import Notification
from tests.stories.test_marking_notifications_read import told_three_times
from tests.world.crm import Crm
from tests.world.people import Person

LISTED = "notifications(unread: %s) { nodes { sequence } totalCount }"


def hence(**much: float) -> str:
    """A moment from now on."""
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(**much)
    return moment.isoformat()


async def snooze(person: Person, until: str | None, **which: Any) -> tuple[int, int]:
    """How many were put off, and how many unread ones are left."""
    fields = "snoozed unreadNotificationCount"
    payload = await person.write("snoozeNotifications", fields, until=until, **which)
    return payload["snoozed"], payload["unreadNotificationCount"]


async def listed(person: Person, unread: str) -> list[int]:
    """The numbers of what is unread, or is not."""
    found = (await person.ask("{" + LISTED % unread + "}"))["notifications"]
    assert found["totalCount"] == len(found["nodes"])
    return [node["sequence"] for node in found["nodes"]]


async def ends(crm: Crm, person: Person) -> None:
    """The moment until which everything was put off comes."""
    past = datetime.datetime.now(datetime.UTC) - datetime.timedelta(microseconds=1)
    async with crm.runtime.database.writing():
        rows = Notification.filter(recipient_id=person.id, snoozed_until__isnull=False)
        await rows.update(snoozed_until=past)


async def test_what_is_put_off_does_not_count_and_keeps_its_number_and_place(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await told_three_times(crm, ada, ben)
    assert await snooze(ben, hence(hours=1), upTo=2) == (2, 1)
    assert await ben.unread() == 1
    assert (await listed(ben, "true"), await listed(ben, "false")) == ([3], [2, 1])
    assert await listed(ben, "null") == [3, 2, 1]
    assert [told.read for told in await ben.inbox()] == [False, False, False]


async def test_it_counts_again_when_the_moment_has_come(crm: Crm, ada: Person, ben: Person) -> None:
    await told_three_times(crm, ada, ben)
    await snooze(ben, hence(hours=1), upTo=3)
    assert (await ben.unread(), await listed(ben, "true")) == (0, [])
    await ends(crm, ben)
    assert (await ben.unread(), await listed(ben, "true")) == (3, [3, 2, 1])


async def test_single_ones_are_put_off_by_id_and_shown_until_when(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await told_three_times(crm, ada, ben)
    nodes = (await ben.ask("{ notifications { nodes { id } } }"))["notifications"]["nodes"]
    until = datetime.datetime.now(datetime.UTC).replace(microsecond=0) + datetime.timedelta(days=1)
    assert await snooze(ben, until.isoformat(), ids=[nodes[0]["id"]]) == (1, 2)
    found = await ben.ask("{ notifications { nodes { sequence snoozedUntil } } }")
    assert [(it["sequence"], it["snoozedUntil"]) for it in found["notifications"]["nodes"]] == [
        (3, until.strftime("%Y-%m-%dT%H:%M:%SZ")),
        (2, None),
        (1, None),
    ]


async def test_without_a_moment_it_is_put_off_no_longer(crm: Crm, ada: Person, ben: Person) -> None:
    await told_three_times(crm, ada, ben)
    await snooze(ben, hence(hours=1), upTo=3)
    assert await snooze(ben, None, upTo=2) == (2, 2)
    assert await listed(ben, "true") == [2, 1]


async def test_what_was_read_is_not_put_off(crm: Crm, ada: Person, ben: Person) -> None:
    await told_three_times(crm, ada, ben)
    await ben.write("markNotificationsRead", upTo=1)
    assert await snooze(ben, hence(hours=1), upTo=2) == (1, 1)
    payload = await ben.write("markNotificationsRead", "unreadNotificationCount", upTo=3)
    assert payload["unreadNotificationCount"] == 0
    await ends(crm, ben)
    assert await ben.unread() == 0


async def test_the_count_follows_what_is_put_off_and_comes_back(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await told_three_times(crm, ada, ben)
    counts: Any = ben.stream("subscription { unreadNotificationCount }")

    async def following() -> int:
        return int(orjson.loads(await anext(counts))["data"]["unreadNotificationCount"])

    heard = [await following()]
    await snooze(ben, hence(hours=1), upTo=2)
    heard.append(await following())
    await ends(crm, ben)
    await crm.runtime.pubsub.publish([user_topic(ben.id)])
    heard.append(await following())
    await counts.aclose()
    assert heard == [3, 1, 3]


async def test_the_count_comes_back_by_itself_when_the_moment_has_come(
    crm: Crm, ada: Person, ben: Person
) -> None:
    await told_three_times(crm, ada, ben)
    counts: Any = ben.stream("subscription { unreadNotificationCount }")
    await snooze(ben, hence(seconds=1), upTo=1)
    heard = [orjson.loads(await anext(counts))["data"]["unreadNotificationCount"]]
    async with asyncio.timeout(5):
        heard.append(orjson.loads(await anext(counts))["data"]["unreadNotificationCount"])
    await counts.aclose()
    assert heard == [2, 3]


async def test_somebody_elses_are_left_alone(
    crm: Crm, ada: Person, ben: Person, sam: Person, eve: Person
) -> None:
    await told_three_times(crm, ada, ben)
    nodes = (await ben.ask("{ notifications { nodes { id } } }"))["notifications"]["nodes"]
    for other in (sam, ada, eve):
        assert await snooze(other, hence(hours=1), ids=[it["id"] for it in nodes]) == (0, 0)
    assert await ben.unread() == 3


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"])
async def test_only_the_year_to_come_is_long_enough(
    crm: Crm, ada: Person, ben: Person, until: str
) -> None:
    await told_three_times(crm, ada, ben)
    async with crm.refuses("INVALID", "until"):
        await snooze(ben, until, upTo=3)


async def test_one_of_both_ways_is_said(crm: Crm, ben: Person) -> None:
    for which in ({}, {"upTo": 1, "ids": []}):
        async with crm.refuses("REQUIRED", "upTo"):
            await snooze(ben, hence(hours=1), **which)


async def test_who_has_not_signed_in_puts_nothing_off(crm: Crm) -> None:
    async with crm.refuses("UNAUTHENTICATED"):
        await snooze(crm.nobody(), None, upTo=1)
