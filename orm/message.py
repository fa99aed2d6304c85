"""A message of a ticket: what the customer wrote, an answer, or a note among colleagues."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.record import a_user, an_enum, of_account


class MessageType(StrEnum):
    """Who says it to whom."""

    CUSTOMER = "CUSTOMER"
    REPLY = "REPLY"
    INTERNAL = "INTERNAL"
    THIRD_PARTY = "THIRD_PARTY"


class Message(Model):
    """One thing that was said in a ticket."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Any = of_account()
    ticket_id: int
    ticket: Any = fields.ForeignKeyField("whose.Ticket", related_name=False)
    type = an_enum(MessageType, 20)
    body = fields.TextField()
    sent_by_id: int | None
    #: Nobody for what comes from outside, or was sent automatically.
    sent_by: Any = a_user(null=True)
    auto = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "message"
        indexes = [Index(fields=("ticket_id", "id"))]


class MessageMention(Model):
    """That an internal note mentions a user."""

    id = fields.BigIntField(primary_key=True)
    message_id: int
    message: Any = fields.ForeignKeyField("whose.Message", related_name=False)
    user_id: int
    user: Any = a_user()

    class Meta:
        table = "message_mention"
        unique_together = (("message", "user"),)
