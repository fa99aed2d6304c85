"""A message of a ticket: what the customer wrote, an answer, or a note among colleagues."""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.record import a_row, a_user, an_enum, of_account
from orm.ticket import Ticket
from orm.user import User


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
    account: Account = of_account()
    ticket_id: int
    ticket: Ticket = a_row("Ticket")
    type = an_enum(MessageType, 20)
    body = fields.TextField()
    sent_by_id: int | None
    #: Nobody for what comes from outside, or was sent automatically.
    sent_by: User | None = a_user(null=True)
    auto = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "message"
        indexes = [Index(fields=("ticket_id", "id"))]


class MessageMention(Model):
    """That an internal note mentions a user."""

    id = fields.BigIntField(primary_key=True)
    message_id: int
    message: Message = a_row("Message")
    user_id: int
    user: User = a_user()

    class Meta:
        table = "message_mention"
        unique_together = (("message", "user"),)
