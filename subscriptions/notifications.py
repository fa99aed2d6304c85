"""A user's notifications: everything after a number, then live; in order, each once, none lost."""

import asyncio
import datetime
from collections.abc import AsyncIterator
from contextlib import closing, suppress

from notifications.pubsub import Signal, user_topic
from orm.errors import SequenceUnknown
from permissions.viewer import Viewer
from reader.compile.binding import Call
from reader.plan_cache import key_of
from resolvers.notification import UNREAD
from subscriptions.reads import (
    AT_ONCE,
    newest_notification,
    notifications_plan,
    number_after,
    rows_of,
    unread_plan,
)
from subscriptions.request import SubscriptionRequest


async def notifications(
    asked: SubscriptionRequest, *, after: int | None = None
) -> AsyncIterator[str]:
    """The viewer's notifications after a sequence, or from now on. Raises SequenceUnknown."""
    last, viewer = number_after(after), asked.viewer
    with closing(await asked.pubsub.listen(user_topic(viewer.id))) as signal:
        highest = await newest_notification(viewer)
        last = highest if last is None else last
        if last > highest:
            message = f"notifications.after: the highest number here is {highest}; begin with 0."
            raise SequenceUnknown(message, "notifications", highest=highest)
        while True:
            rows = await _rows(asked, viewer, last)
            await asked.begun()
            more = len(rows) == AT_ONCE
            for sequence, text in rows:
                last = sequence
                yield asked.event(text)
                if signal.is_set:
                    await signal.wait()
                    more = True
                    # Those who are slow may have lost rights since this was read.
                    if await asked.now() != viewer:
                        break
            if more:
                continue
            # Nothing to read may also mean that they are no longer who they were.
            now = viewer if rows else await asked.now()
            if now == viewer:
                await signal.wait()
            viewer = now


async def _rows(asked: SubscriptionRequest, viewer: Viewer, after: int) -> list[tuple[int, str]]:
    reader, call = asked.reader, Call(viewer, asked.variables, {"after": after})
    key = key_of(asked.document, asked.nodes, asked.variables, viewer)
    while True:
        plan = await reader.plans.get(
            key, asked.variables, viewer, lambda known: notifications_plan(asked, viewer, known)
        )
        rows = await rows_of(reader, plan, call)
        if rows or not await reader.plans.outdated(plan, viewer):
            return [(row[0], row[1]) for row in rows]


async def unread_count(asked: SubscriptionRequest) -> AsyncIterator[str]:
    """How much the viewer has not read: at once, and whenever it changes."""
    said, viewer = None, asked.viewer
    with closing(await asked.pubsub.listen(user_topic(viewer.id))) as signal:
        while True:
            plan = unread_plan(asked.reader, asked.document, viewer, UNREAD)
            rows = await rows_of(asked.reader, plan, Call(viewer))
            await asked.begun()
            if not rows:
                viewer = await asked.now()
                continue
            again, count = rows[0]
            if count != said:
                said = count
                yield asked.event(str(said))
            await _woken(signal, again)


async def _woken(signal: Signal, moment: str | None) -> None:
    """Wait for the signal, or until the moment, to the second, at which something comes back."""
    if moment is None:
        await signal.wait()
        return
    left = datetime.datetime.fromisoformat(moment) - datetime.datetime.now(datetime.UTC)
    with suppress(TimeoutError):
        async with asyncio.timeout(left.total_seconds() + 1):
            await signal.wait()
