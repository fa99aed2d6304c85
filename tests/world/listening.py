"""Streams that are heard while something goes on, to a certain end: no sleeping and guessing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import orjson

from notifications.broker import of_account
from notifications.circle import Circle
from notifications.events import CompanyUpdated, DealUpdated
from notifications.inbox import write_event
from orm.company import Company
from orm.deal import Deal
from orm.pipeline import Phase
from orm.record import Record
from orm.user import CrmAccess, Module, User
from resolvers.house import house
from schema.graph import SessionEnded
from tests.world.people import Person, Thing, Told

T = TypeVar("T")
PATIENCE = 10.0

NOTIFICATIONS = f"subscription($after: Int) {{ notifications(after: $after) {{ {Told.FIELDS} }} }}"
CHANGES = """subscription($kinds: [RecordKind!], $ids: [ID!]) {
  recordChanges(kinds: $kinds, ids: $ids) { change id kind record { id label } }
}"""


@dataclass
class Heard(Generic[T]):
    """What came through a stream."""

    items: list[T] = field(default_factory=list)
    #: Whether the stream ended since the session did.
    ended: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _failure: Exception | None = None

    def add(self, item: T) -> None:
        """It came."""
        self.items.append(item)
        self._news.set()

    async def follow(self, texts: AsyncIterator[str], read: Any) -> None:
        """Take in a stream to its end."""
        try:
            async for text in texts:
                answered = orjson.loads(text)
                assert "errors" not in answered, text
                (value,) = answered["data"].values()
                self.add(read(value))
        except SessionEnded:
            self.ended = True
        except Exception as error:
            self._failure = error
        finally:
            self._news.set()

    async def until(self, enough: Any, patience: float = PATIENCE) -> None:
        """Wait until it is enough, or the stream has ended. Raises TimeoutError."""
        async with asyncio.timeout(patience):
            while not (self.ended or enough()):
                if self._failure:
                    raise self._failure
                self._news.clear()
                await self._news.wait()

    async def until_ended(self) -> None:
        """Wait until the stream has ended with the session."""
        await self.until(lambda: False)


@asynccontextmanager
async def followed(heard: Heard[T], texts: Any, read: Any) -> AsyncIterator[None]:
    """Follow a stream meanwhile."""
    task = asyncio.create_task(heard.follow(texts, read))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await texts.aclose()


@asynccontextmanager
async def listening(person: Person, after: int | None = None) -> AsyncIterator[list[Told]]:
    """What a person is told meanwhile; at the end, up to the last number of theirs."""
    async with hearing(person, after) as heard:
        yield heard.items


@asynccontextmanager
async def hearing(person: Person, after: int | None = None) -> AsyncIterator[Heard[Told]]:
    """As listening, with whether the stream ended."""
    begin = await last_number(person) if after is None else after
    heard: Heard[Told] = Heard()
    texts = person._graph.stream(
        person._graph.prepare(NOTIFICATIONS, None), {"after": begin}, person.token
    )
    async with followed(heard, texts, Told.of):
        yield heard
        last = await last_number(person)
        await heard.until(lambda: begin + len(heard.items) >= last)
    numbers = [told.sequence for told in heard.items]
    assert numbers == list(range(begin + 1, begin + 1 + len(numbers)))
    assert heard.ended or begin + len(numbers) == max(last, begin)


async def last_number(person: Person) -> int:
    """The number of the last thing that a person was told, in the database."""
    async with house().database.writing():
        return int((await User.get(id=person.id)).last_notification)


#: A change of a record: what happened, to which, and what it is called if it is shown.
Seen = tuple[str, Thing, str | None]


@asynccontextmanager
async def watching(
    person: Person, kinds: list[str] | None = None, ids: list[Thing] | None = None
) -> AsyncIterator[list[Seen]]:
    """The changes of records that a person sees meanwhile; a marker at each end shows it is all."""
    async with seeing(person, kinds, ids) as heard:
        yield heard.items
    heard.items[:] = [seen for seen in heard.items if seen[1] not in MARKERS]


@asynccontextmanager
async def seeing(
    person: Person, kinds: list[str] | None = None, ids: list[Thing] | None = None
) -> AsyncIterator[Heard[Seen]]:
    """As watching, with the markers, and with whether the stream ended."""
    heard: Heard[Seen] = Heard()
    marker = await _marker(person)
    named = None if ids is None else [thing.gid for thing in (*ids, Thing.of(_gid(marker)))]
    texts = person._graph.stream(
        person._graph.prepare(CHANGES, None), {"kinds": kinds, "ids": named}, person.token
    )
    async with followed(heard, texts, _seen):
        while not heard.items:
            await _mark(marker)
            with contextlib.suppress(TimeoutError):
                await heard.until(lambda: heard.items, 0.05)
        heard.items.clear()
        yield heard
        if not heard.ended:
            await _end(heard, person, marker)
    async with house().database.writing():
        await marker.delete()


async def _end(heard: Heard[Seen], person: Person, begin: Record) -> None:
    # Anew, since the person's rights may be others by now.
    marker = await _marker(person)
    await _mark(marker)
    last = Thing.of(_gid(marker))
    await heard.until(lambda: any(thing == last for _, thing, _ in heard.items))
    async with house().database.writing():
        await marker.delete()


#: Records that are no part of a story.
MARKERS: set[Thing] = set()


def _gid(row: Record) -> str:
    return f"{type(row).__name__}:{row.id}"


async def _marker(person: Person) -> Record:
    """A record that the person may read, whatever they may."""
    async with house().database.writing():
        user = await User.get(id=person.id)
        row: Record
        if Module.COMPANIES_AND_CONTACTS in user.modules:
            row = await Company.create(
                account_id=user.account_id, name="Marker", account_manager_id=user.id
            )
        else:
            assert user.crm_access is not CrmAccess.LIMITED_CRM
            phase = await Phase.filter(account_id=user.account_id).order_by("id").first()
            row = await Deal.create(
                account_id=user.account_id, title="Marker", phase=phase, assigned_to_id=user.id
            )
    MARKERS.add(Thing.of(_gid(row)))
    return row


async def _mark(row: Record) -> None:
    """Something happens to a marker, of which nobody is told."""
    event = CompanyUpdated if isinstance(row, Company) else DealUpdated
    async with house().database.writing():
        await write_event(Circle(event.to(row)), row.account_id, None)
    await house().broker.ring([of_account(row.account_id)])


def _seen(node: dict[str, Any]) -> Seen:
    thing = Thing.of(node["id"])
    assert node["kind"] == thing.kind
    if node["record"] is None:
        return node["change"], thing, None
    assert node["record"]["id"] == node["id"]
    return node["change"], thing, node["record"]["label"]
