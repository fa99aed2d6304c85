"""Records as they change, for one subscriber who may read them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

from orm.errors import FeatureNotAvailable, StaleViewer
from orm.record import RECORD_TYPES, RecordKind
from orm.values.global_id import local_id
from permissions.readers import difference, readers
from permissions.record import ACCESS
from permissions.viewer import Viewer
from reader.compile.binding import Call
from subscriptions.listener import Item, Listener
from subscriptions.live_request import LiveRequest
from subscriptions.request import SubscriptionRequest
from subscriptions.stored_event import AccessChange, Change, ChangeKind, Ref, StoredEvent, plan_of
from subscriptions.watch import Watch

AT_ONCE = 500


async def record_changes(
    asked: LiveRequest,
    *,
    kinds: list[RecordKind] | None = None,
    ids: list[str] | None = None,
    segment: str | None = None,
) -> AsyncIterator[str]:
    """The changes of the records that the viewer may read, of some kinds, ids or segment only."""
    # No statement has seen yet whether they are still who they were when they came last.
    asked, refs = replace(asked, viewer=await asked.now()), _refs(ids)
    for kind in (*(kinds or ()), *(kind for kind, _ in sorted(refs or ()))):
        if not asked.viewer.has(ACCESS[kind].module):
            raise FeatureNotAvailable(f"{kind} is not available to you.", asked.key)
    wanted = frozenset(RecordKind if kinds is None else kinds)
    # What cannot be read is refused before anybody reads it for all who listen.
    (await plan_of(asked, asked.viewer)).values(Call(asked.viewer, asked.variables))
    profile = asked.viewer.profile
    watch = Watch.of(asked, segment) if segment is not None else None
    listener = Listener(asked, wanted, refs, then=profile, profile=profile, watch=watch)
    hub = await asked.hubs.join(listener)
    try:
        if watch is not None:
            # By then it hears of all that happens, so nothing is between its look and the rest.
            listener.begin_after(await watch.begin())
        await asked.begun()
        while True:
            async for text in _texts(listener, await listener.next()):
                yield text
    finally:
        hub.leave(listener)


def _refs(ids: list[str] | None) -> frozenset[tuple[RecordKind, int]] | None:
    if ids is None:
        return None
    named = [local_id(text, RECORD_TYPES, "recordChanges.ids") for text in ids]
    return frozenset((RecordKind.of_type(name), number) for name, number in named)


async def _texts(listener: Listener, item: Item) -> AsyncIterator[str]:
    if isinstance(item, tuple) and item[2] == listener.profile:
        yield item[1]
        return
    async for change in _changes(listener, item):
        text = await _personal(listener.asked, change)
        if text is not None:
            yield text


async def _changes(listener: Listener, item: Item) -> AsyncIterator[Change]:
    """The changes to be read for this listener alone."""
    if isinstance(item, StoredEvent):
        assert listener.watch
        async for change in listener.watch.changes(item):
            if listener.wants(change.kind, change.id):
                yield change
    elif isinstance(item, AccessChange):
        async for change in _differences(listener, item):
            yield change
    else:
        yield item if isinstance(item, Change) else item[0]


async def _personal(asked: SubscriptionRequest, change: Change) -> str | None:
    """An event whose answer depends on who hears it, read with their rights of this moment."""
    viewer = await asked.now()
    while True:
        try:
            return await _read(asked, viewer, change)
        except StaleViewer:
            viewer = await asked.now()


async def _read(asked: SubscriptionRequest, viewer: Viewer, change: Change) -> str | None:
    """What one viewer hears of it, read once for those of their subscriptions that are alike."""
    plan = await plan_of(asked, viewer)
    key = (plan, viewer, change, *plan.values(change.call(asked, viewer)))
    return await asked.reader.together.once(key, lambda: change.read(asked, viewer, plan))


async def _differences(listener: Listener, access_change: AccessChange) -> AsyncIterator[Change]:
    """What the viewer lost when their rights changed, and what they gained and still may read."""
    at = access_change.event.at
    async for refs in _pages(listener, access_change, "lost"):
        for ref in refs:
            yield Change(ChangeKind.LOST, *ref, at)
    async for refs in _pages(listener, access_change, "gained"):
        for ref in await _readable(listener, refs):
            yield Change(ChangeKind.GAINED, *ref, at)


async def _pages(
    listener: Listener, access_change: AccessChange, side: str
) -> AsyncIterator[list[Ref]]:
    """What was gained or lost by it: as the event lists it, and of kinds as a whole."""
    viewer = listener.asked.viewer
    listed = [
        ref for ref in sorted(access_change.event.listed(viewer, side)) if listener.wants(*ref)
    ]
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
    if (
        access_change.was.available == access_change.now.available
        or access_change.event.concerns_one
    ):
        return
    sides = [replace(viewer, profile=profile) for profile in (access_change.now, access_change.was)]
    for kind in sorted(listener.kinds):
        async for ids in _by_rule(kind, *(sides if side == "gained" else reversed(sides))):
            yield [(kind, id_) for id_ in ids if listener.wants(kind, id_)]


async def _by_rule(kind: RecordKind, one: Viewer, other: Viewer) -> AsyncIterator[list[int]]:
    """The ids of what one may read and the other may not, page by page."""
    database, last = one.database, 0
    while ids := await difference(
        partial(database.readers.rows, origin=one.origin),
        database.dialect,
        ACCESS[kind],
        one,
        other,
        after=last,
        most=AT_ONCE,
    ):
        yield ids
        last = ids[-1]


async def _readable(listener: Listener, refs: list[Ref]) -> list[Ref]:
    viewer, found = await listener.asked.now(), set[Ref]()
    database, origin = viewer.database, viewer.origin
    rows = partial(database.readers.rows, origin=origin)
    for kind in {kind for kind, _ in refs}:
        ids = [id_ for of, id_ in refs if of is kind]
        pairs = await readers(rows, database.dialect, ACCESS[kind], ids, [viewer])
        found |= {(kind, id_) for _, id_ in pairs}
    return [ref for ref in refs if ref in found]
