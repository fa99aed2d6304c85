"""What a user was told; a row each, numbered per recipient without gaps."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from orm.account import Account
from orm.event import Event, EventKind
from orm.record import a_row, a_user, an_enum, of_account
from orm.user import User


class NotificationReason(StrEnum):
    """Why somebody is told."""

    BECAME_RESPONSIBLE = "BECAME_RESPONSIBLE"
    NO_LONGER_RESPONSIBLE = "NO_LONGER_RESPONSIBLE"
    RESPONSIBLE = "RESPONSIBLE"
    MANAGES_THE_CUSTOMER = "MANAGES_THE_CUSTOMER"
    CONCERNED = "CONCERNED"
    TAKES_PART = "TAKES_PART"
    ADMINISTRATOR = "ADMINISTRATOR"


class Notification(Model):
    """That one person is told of one event."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    recipient_id: int
    recipient: User = a_user()
    sequence = fields.BigIntField()
    event_id: int
    event: Event = a_row("Event")
    by_id: int | None
    #: Who did it. Nobody for the service, nor for who may no longer read the record.
    by: User | None = a_user(null=True)
    reason = an_enum(NotificationReason, 30)
    text = fields.TextField()
    read_at = fields.DatetimeField(null=True)
    #: Until when it is put off. It does not count as unread before.
    snoozed_until = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
        unique_together = (("recipient", "sequence"),)


class NotificationPreference(Model):
    """Whether a user wants to be told of a kind of event. Without one, as is usual for it."""

    id = fields.BigIntField(primary_key=True)
    user_id: int
    user: User = a_user()
    event = an_enum(EventKind, 40)
    wanted = fields.BooleanField()

    class Meta:
        table = "notification_preference"
        unique_together = (("user", "event"),)
