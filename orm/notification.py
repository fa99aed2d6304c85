"""What a user was told; a row each, numbered per recipient without gaps."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.models import Model

from orm.record import a_user, of_account


class NotificationReason(StrEnum):
    """Why somebody is told."""

    BECAME_RESPONSIBLE = "BECAME_RESPONSIBLE"
    NO_LONGER_RESPONSIBLE = "NO_LONGER_RESPONSIBLE"
    RESPONSIBLE = "RESPONSIBLE"
    MANAGES_THE_CUSTOMER = "MANAGES_THE_CUSTOMER"
    CONCERNED = "CONCERNED"
    ADMINISTRATOR = "ADMINISTRATOR"


class Notification(Model):
    """That one person is told of one event."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Any = of_account()
    recipient_id: int
    recipient: Any = a_user()
    sequence = fields.BigIntField()
    event_id: int
    event: Any = fields.ForeignKeyField("whose.Event", related_name=False)
    by_id: int | None
    #: Who did it. Nobody for the service, nor for who may no longer read the record.
    by: Any = a_user(null=True)
    reason = fields.CharEnumField(NotificationReason, max_length=30)
    text = fields.TextField()
    read_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
        unique_together = (("recipient", "sequence"),)
