"""What happens in docs/permissions.md, and who is found to hear of it."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from orm.notification import Notification
from reader.errors import Refused as RefusedByGraph
from tests.permissions.cast import Cast
from tests.world.listening import CHANGES, Sight, watching
from tests.world.people import Person, Thing

#: Somebody does it, for a column; answers the record.
Event = Callable[[Person, Cast, str, list[Person]], Awaitable[Thing]]


def to(type_: str, do: Callable[[Person, Thing, Cast, list[Person]], Awaitable[Any]]) -> Event:
    """Something that is done to a company or a deal."""

    async def happen(by: Person, cast: Cast, column: str, everyone: list[Person]) -> Thing:
        thing = await cast.record(type_, column)
        await do(by, thing, cast, everyone)
        return thing

    return happen


async def created(by: Person, cast: Cast, column: str, everyone: list[Person]) -> Thing:
    """A deal is created."""
    first, *second = cast._responsibles(column).values()
    given = {"secondAssignedTo": second[0]} if second and await _seconds(by) else {}
    company = await cast.company(column)
    return await by.create_deal("Created", customer=company, assignedTo=first, **given)


async def _seconds(by: Person) -> bool:
    return bool((await by.ask("{ account { features } }"))["account"]["features"])


EVENTS: dict[str, Event] = {
    "the company is updated": to("Company", lambda by, it, cast, all_: by.update(it, city="Rome")),
    "the company is deleted": to("Company", lambda by, it, cast, all_: by.delete(it)),
    "a note on the company": to("Company", lambda by, it, cast, all_: by.note(it, "Hello")),
    "a note on the company mentions them": to(
        "Company", lambda by, it, cast, all_: by.note(it, "Hello", *all_)
    ),
    "the deal is created": created,
    "the deal is updated": to("Deal", lambda by, it, cast, all_: by.rename(it, "Otherwise")),
    "the deal is moved": to("Deal", lambda by, it, cast, all_: by.move(it, cast.crm.next)),
    "the deal is won": to("Deal", lambda by, it, cast, all_: by.close(it, "WON")),
    "the deal is lost": to("Deal", lambda by, it, cast, all_: by.close(it, "LOST")),
    "the deal is deleted": to("Deal", lambda by, it, cast, all_: by.delete(it)),
    "a note on the deal": to("Deal", lambda by, it, cast, all_: by.note(it, "Hello")),
    "a note on the deal mentions them": to(
        "Deal", lambda by, it, cast, all_: by.note(it, "Hello", *all_)
    ),
}


async def told(
    cast: Cast, event: str, columns: list[str], events: dict[str, Event] = EVENTS
) -> dict[str, str]:
    """Who is told, and how much."""
    ada = await cast.crm.person("ada")
    mentionable = [
        person for column, person in cast.people.items() if column not in ("foreign", "deactivated")
    ]
    found = {}
    for column in columns:
        before = await Notification.all().count()
        await events[event](ada, cast, column, mentionable)
        rows = await Notification.all().order_by("id").offset(before)
        assert len({row.recipient_id for row in rows}) == len(rows)
        mine = [row for row in rows if row.recipient_id == cast.people[column].id]
        found[column] = "silent" if not mine else "told" if mine[0].by_id == ada.id else "title"
        if found[column] == "title":
            (last,) = (await cast.people[column].inbox())[-1:]
            assert (last.by, last.record) == (None, None)
            assert last.text == f"{last.label} was deleted."
    return found


async def seen(
    cast: Cast, event: str, columns: list[str], events: dict[str, Event] = EVENTS
) -> dict[str, str]:
    """Who sees it come through an open stream."""
    ada = await cast.crm.person("ada")
    found: dict[str, str] = {}
    async with AsyncExitStack() as streams:
        sights: dict[str, Sight] = {}
        for column in columns:
            if await cast.without_session(cast.people[column]):
                found[column] = await _refused(cast.people[column])
            else:
                sights[column] = await streams.enter_async_context(watching(cast.people[column]))
        things = {column: await events[event](ada, cast, column, []) for column in columns}
    for column, sight in sights.items():
        changes = [thing for _, thing, _ in sight]
        found[column] = "seen" if things[column] in changes else "silent"
    return found


async def _refused(person: Person) -> str:
    stream: Any = person.stream(CHANGES)
    with pytest.raises(RefusedByGraph) as caught:
        await anext(stream)
    assert caught.value.errors[0]["extensions"]["code"] == "UNAUTHENTICATED"
    return "sign in"
