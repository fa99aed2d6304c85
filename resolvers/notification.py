"""What happens to notifications."""

import datetime
from typing import Any

from tortoise.expressions import Q

from notifications.broker import of_user
from orm.notification import Notification
from permissions.viewer import Viewer
from resolvers.change import writing
from resolvers.errors import UserErrorCode, invalid


async def mark_read(
    viewer: Viewer, *, up_to: int | None = None, ids: list[int] | None = None
) -> dict[str, Any]:
    """Note that the viewer has read some of what they were told."""
    if (up_to is None) == (ids is None):
        raise invalid(UserErrorCode.REQUIRED, "Say either upTo or ids.", "upTo")
    which = Q(sequence__lte=up_to) if up_to is not None else Q(id__in=ids)
    async with writing(viewer) as settlement:
        unread = Notification.filter(which, recipient_id=viewer.id, read_at__isnull=True)
        marked = await unread.update(read_at=datetime.datetime.now(datetime.UTC))
        left = await Notification.filter(recipient_id=viewer.id, read_at__isnull=True).count()
        settlement.topics.add(of_user(viewer.id))
    return {"marked": marked, "unread_notification_count": left}
