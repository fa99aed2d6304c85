"""What happens to notifications: they are read, or put off."""

import datetime
from dataclasses import dataclass

from tortoise.expressions import Q

from notifications.pubsub import user_topic
from orm.notification import Notification
from permissions.notification import NotificationAccess
from permissions.viewer import Viewer
from reader.filters.comparisons import Waits
from reader.lookup import ReadableAmong
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.payload import Payload
from resolvers.write.transaction import viewer_transaction

#: What is neither read nor put off.
UNREAD = Waits("read_at", until="snoozed_until")
LONGEST_SNOOZE = datetime.timedelta(days=366)


@dataclass(frozen=True)
class Marked(Payload):
    """How many notifications were marked as read, and how many are left."""

    marked: int
    unread_notification_count: int


@dataclass(frozen=True)
class Snoozed(Payload):
    """How many notifications were put off, or no longer are, and how many are left."""

    snoozed: int
    unread_notification_count: int


async def mark_read(
    viewer: Viewer, *, up_to: int | None = None, ids: list[int] | None = None
) -> Marked:
    """Note that the viewer has read some of what they were told."""
    which, now = _which(viewer, up_to, ids), datetime.datetime.now(datetime.UTC)
    async with viewer_transaction(viewer) as work:
        unread = Notification.filter(which, recipient_id=viewer.id, read_at__isnull=True)
        marked = await unread.update(read_at=now)
        left = await _left(viewer, now)
        work.topics.add(user_topic(viewer.id))
    return Marked(marked, left)


async def snooze(
    viewer: Viewer,
    *,
    up_to: int | None = None,
    ids: list[int] | None = None,
    until: datetime.datetime | None = None,
) -> Snoozed:
    """Put off some of what the viewer has not read until a moment, or without one no longer."""
    which, now = _which(viewer, up_to, ids), datetime.datetime.now(datetime.UTC)
    if until is not None and not now < until <= now + LONGEST_SNOOZE:
        message = "This is not a moment of the year to come."
        raise invalid(UserErrorCode.INVALID, message, "until")
    async with viewer_transaction(viewer) as work:
        unread = Notification.filter(which, recipient_id=viewer.id, read_at__isnull=True)
        snoozed = await unread.update(snoozed_until=until)
        left = await _left(viewer, now)
        work.topics.add(user_topic(viewer.id))
    return Snoozed(snoozed, left)


def _which(viewer: Viewer, up_to: int | None, ids: list[int] | None) -> Q:
    if (up_to is None) == (ids is None):
        raise invalid(UserErrorCode.REQUIRED, "Say either upTo or ids.", "upTo")
    if ids is None:
        return Q(sequence__lte=up_to)
    return Q(id__in=ReadableAmong(NotificationAccess, viewer, ids))


async def _left(viewer: Viewer, now: datetime.datetime) -> int:
    due = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=now)
    return await Notification.filter(due, recipient_id=viewer.id, read_at__isnull=True).count()
