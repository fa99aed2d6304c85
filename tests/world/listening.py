"""Streams that are heard while something goes on, to a certain end: no sleeping and guessing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from notifications.delivery import write_event
from notifications.events.company import CompanyUpdated
from notifications.events.deal import DealUpdated
from notifications.pubsub import account_topic
from notifications.stakeholders import Stakeholders
from orm.company import Company
from orm.database.database import Database
from orm.deal import Deal
from orm.pipeline import Phase
from orm.record import Record
from orm.user import CrmAccess, Module, User
from subscriptions.request import SessionEnded
from tests.world.people import Person, Thing, Told

T = TypeVar("T")
PATIENCE = 10.0

NOTIFICATIONS = f"subscription($after: Int) {{ notifications(after: $after) {{ {Told.FIELDS} }} }}"
CHANGES = """subscription($kinds: [RecordKind!], $ids: [ID!]) {
  recordChanges(kinds: $kinds, ids: $ids) { change recordId kind record { id label } }
}"""


class Heard(list[T]):
    """What came through a stream."""

    def __init__(self) -> None:
        super().__init__()
        #: Whether the stream ended since the session did.
        self.ended = False
        self._news = asyncio.Event()
        self._failure: Exception | None = None

    def take(self, item: T) -> None:
        """It came."""
        self.append(item)

    async def follow(self, texts: AsyncIterator[str], read: Any) -> None:
        """Take in a stream to its end."""
        try:
            async for text in texts:
                answered = orjson.loads(text)
                assert "errors" not in answered, text
                (value,) = answered["data"].values()
                self.take(read(value))
                self._news.set()
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
                self.check()
                self._news.clear()
                await self._news.wait()

    def check(self) -> None:
        """Raise what the stream failed with, if it did."""
        if self._failure:
            raise self._failure

    async def have(self, count: int) -> None:
        """Wait until so much came; what changes rights shows in what is still under way."""
        await self.until(lambda: len(self) >= count)

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
async def listening(person: Person, after: int | None = None) -> AsyncIterator[Heard[Told]]:
    """What a person is told meanwhile; at the end, up to the last number of theirs."""
    begin = await last_number(person) if after is None else after
    heard: Heard[Told] = Heard()
    texts = person.stream(NOTIFICATIONS, after=begin)
    async with followed(heard, texts, Told.of):
        yield heard
        last = await last_number(person)
        await heard.until(lambda: begin + len(heard) >= last)
    numbers = [told.sequence for told in heard]
    assert numbers == list(range(begin + 1, begin + 1 + len(heard)))
    assert heard.ended or begin + len(heard) == max(last, begin)


async def last_number(person: Person) -> int:
    """The number of the last thing that a person was told, in the database."""
    async with person.graph.runtime.database.writing():
        return int((await User.get(id=person.id)).last_notification)


#: A change of a record: what happened, to which, and what it is called if it is shown.
Seen = tuple[str, Thing, str | None]


class Sight(Heard[Seen]):
    """The changes that came through a stream, without those of markers."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: set[Thing] = set()

    def take(self, item: Seen) -> None:
        """It came."""
        if item[1] in MARKERS:
            self.marks.add(item[1])
        else:
            self.append(item)


@asynccontextmanager
async def watching(
    person: Person, kinds: list[str] | None = None, ids: list[Thing] | None = None
) -> AsyncIterator[Sight]:
    """The changes of records that a person sees meanwhile; a marker at each end shows it is all."""
    sight, begin, end = Sight(), await _marker(person), None
    named = None
    if ids is not None:
        end = await _marker(person)
        named = [thing.gid for thing in (*ids, begin.thing, end.thing)]
    async with followed(sight, person.stream(CHANGES, kinds=kinds, ids=named), seen):
        async with asyncio.timeout(PATIENCE):
            while begin.thing not in sight.marks:
                assert not sight.ended, "the stream ended before anything happened"
                await begin.happen()
                with contextlib.suppress(TimeoutError):
                    await sight.until(lambda: begin.thing in sight.marks, 0.05)
        await begin.remove()
        yield sight
        if sight.ended:
            return
        # Anew, since the person's rights may be others by now.
        last = end or await _marker(person)
        await last.happen()
        await sight.until(lambda: last.thing in sight.marks)
        await last.remove()


#: Records that are no part of a story.
MARKERS: set[Thing] = set()


@dataclass(frozen=True)
class Marker:
    """A record that marks a moment in a stream, of which nobody is told."""

    row: Record
    database: Database

    @property
    def thing(self) -> Thing:
        """Which it is."""
        return Thing(type(self.row).__name__, self.row.id)

    async def happen(self) -> None:
        """It changes."""
        event = CompanyUpdated if isinstance(self.row, Company) else DealUpdated
        async with self.database.writing() as topics:
            stakeholders = Stakeholders(event.to(self.row))
            await write_event(self.database, stakeholders, self.row.account_id, None)
            topics.add(account_topic(self.row.account_id))

    async def remove(self) -> None:
        """It is gone."""
        async with self.database.writing():
            await self.row.delete()


async def _marker(person: Person) -> Marker:
    """One that the person may read, whatever they may."""
    database = person.graph.runtime.database
    async with database.writing():
        user = await User.get(id=person.id)
        row: Record
        if Module.COMPANIES_AND_CONTACTS in user.modules:
            manager = user.id if user.crm_access is CrmAccess.LIMITED_CRM else None
            row = await Company.create(
                account_id=user.account_id, name="Marker", account_manager_id=manager
            )
        else:
            assert user.crm_access is not CrmAccess.LIMITED_CRM
            phase = await Phase.filter(account_id=user.account_id).order_by("id").first()
            row = await Deal.create(
                account_id=user.account_id, title="Marker", phase=phase, assigned_to_id=user.id
            )
    marker = Marker(row, database)
    MARKERS.add(marker.thing)
    return marker


def seen(node: dict[str, Any]) -> Seen:
    """A change, as a stream shows it."""
    thing = Thing.of(node["recordId"])
    assert node["kind"] == thing.kind
    if node["record"] is None:
        return node["change"], thing, None
    assert node["record"]["id"] == node["recordId"]
    return node["change"], thing, node["record"]["label"]
