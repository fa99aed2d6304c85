"""Permissions on notifications."""

from tortoise.expressions import Q

from orm.notification import Notification
from permissions.rule import Access, Rule, allow

recipient = Rule("its recipient", lambda viewer: Q(recipient_id=viewer.id))


class NotificationAccess(Access[Notification]):
    """Permissions on a notification."""

    model = Notification

    read = allow(recipient)
