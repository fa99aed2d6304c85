"""Who may see a notification, and of which events one hears."""

from tortoise.expressions import Q

from orm.notification import Notification
from permissions.rule import Access, Rule, allow

recipient = Rule("its recipient", lambda viewer: Q(recipient_id=viewer.id))


class NotificationAccess(Access[Notification]):
    """Who may see a notification."""

    model = Notification

    read = allow(recipient)
