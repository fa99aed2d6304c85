"""Everybody listens: what their streams bring after each step, held against the model."""

import asyncio
from contextlib import AsyncExitStack

from orm.account import Account as OrmAccount
from subscriptions.hub import Hubs
from subscriptions.listener import Listener
from tests.model import may
from tests.model.told import Happened
from tests.model.world import Key, World
from tests.oracle.changed import Change, changes, shown
from tests.world.listening import CHANGES, NOTIFICATIONS, Heard, followed
from tests.world.people import Person as Client
from tests.world.people import Told

PATIENCE = 3.0
IN_SEGMENT = "subscription($id: ID!) { recordChanges(segment: $id) { change recordId } }"
#: A stream of record changes: whose, and of which segment, or of everything.
Stream = tuple[Key, Key | None]


class Listening:
    """The streams of some people, up to the end of their sessions."""

    def __init__(self, hubs: Hubs) -> None:
        self._hubs = hubs.by_account
        self._clients: dict[Key, Client] = {}
        self._told: dict[Key, Heard[Told]] = {}
        self._changes: dict[Stream, Heard[Change]] = {}
        #: How much was compared.
        self._heard: dict[Stream, int] = {}
        self._streams = AsyncExitStack()

    async def begin(self, clients: dict[Key, Client], world: World) -> None:
        """Let everybody listen, also to the segments that they see."""
        self._clients = clients
        for key, client in clients.items():
            self._told[key] = Heard()
            texts = client.stream(NOTIFICATIONS, after=0)
            await self._streams.enter_async_context(followed(self._told[key], texts, Told.of))
            for segment in (None, *_to_be_followed(world, key)):
                await self._follow(key, segment)
        await self._ready()

    async def _follow(self, key: Key, segment: Key | None) -> None:
        heard = self._changes[key, segment] = Heard()
        self._heard[key, segment] = 0
        client = self._clients[key]
        texts = client.stream(IN_SEGMENT, id=segment) if segment else client.stream(CHANGES)
        await self._streams.enter_async_context(
            followed(heard, texts, lambda it: (it["change"], it["recordId"]))
        )

    async def _ready(self) -> None:
        """Wait until all who follow something do, but for those whose sessions have ended."""
        ended = sum(self._changes[it].ended for it in self._changes)
        async with asyncio.timeout(PATIENCE):
            while len(self._idle()) < len(self._changes) - ended:
                for heard in self._changes.values():
                    heard.check()
                await asyncio.sleep(0.001)

    async def end(self) -> None:
        """Stop listening."""
        await self._streams.aclose()

    async def compare(self, what: str, before: World, after: World, events: list[Happened]) -> None:
        """See that everybody heard exactly what follows from something that was done."""
        await self._delivered()
        for (key, segment), heard in self._changes.items():
            if not after.people[key].active:
                await heard.until_ended()
                continue
            could, can = (shown(world, key, segment) for world in (before, after))
            expected, start = changes(before, after, events, could, can), self._heard[key, segment]
            await _until(heard, start + len(expected))
            seen, said = sorted(heard[start:]), sorted(expected)
            who = f"{after.people[key].name} hears of {segment or 'records'}"
            assert seen == said, f"{what}: {who} {seen}, not {said}"
            self._heard[key, segment] = len(heard)
        for key, told in self._told.items():
            await self._compare_told(what, key, told, after)
        for segment in {*after.segments} - {*before.segments}:
            # Whoever keeps a segment follows it.
            await self._follow(after.segments[segment].owner or "", segment)
            await self._ready()

    async def _compare_told(self, what: str, key: Key, told: Heard[Told], world: World) -> None:
        if not world.people[key].active:
            await told.until_ended()
            return
        inbox = world.inboxes.get(key, [])
        await _until(told, len(inbox))
        heard = [(it.sequence, it.event, it.reason, it.label) for it in told]
        said = [(it.sequence, it.event, it.reason, it.label) for it in inbox]
        who = f"{world.people[key].name} hears"
        assert heard == said, f"{what}: {who} {heard[-3:]}, not {said[-3:]}"

    async def _delivered(self) -> None:
        """Wait until every event was given to those who listen, and they have taken it in."""
        for id_ in {it.account_id for it in self._clients.values()}:
            newest = (await OrmAccount.get(id=id_)).last_event
            async with asyncio.timeout(PATIENCE):
                while (hub := self._hubs.get(id_)) and hub._last < newest:
                    await asyncio.sleep(0.0005)
        async with asyncio.timeout(PATIENCE):
            # Who follows a segment looks at it as it is by then.
            while len(self._idle()) < len(self._listeners()):
                await asyncio.sleep(0.0005)

    def _listeners(self) -> list[Listener]:
        accounts = {it.account_id for it in self._clients.values()}
        hubs = [self._hubs[id_] for id_ in accounts if id_ in self._hubs]
        return [listener for hub in hubs for listener in hub.listeners]

    def _idle(self) -> list[Listener]:
        """Those who wait for what comes."""
        listeners = self._listeners()
        return [it for it in listeners if it._news and not (it._news.done() or it._waiting)]


def _to_be_followed(world: World, key: Key) -> list[Key]:
    kept = [it for it in world.segments.values() if not it.system]
    return [it.id for it in kept if may.sees_segment(world, world.people[key], it)]


async def _until(heard: Heard[Told] | Heard[Change], count: int) -> None:
    """Wait for so much; the comparison says what is missing."""
    try:
        await heard.until(lambda: len(heard) >= count, PATIENCE)
    except TimeoutError:
        return
