"""A note on a record, with the people whom it mentions."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.record import RecordKind, a_row, a_user, an_enum, of_account
from orm.user import User


class Note(Model):
    """What somebody wrote about a record."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    record_kind = an_enum(RecordKind, 20)
    record_id = fields.BigIntField()
    body = fields.TextField()
    author_id: int | None
    author: User | None = a_user(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "note"
        indexes = [Index(fields=("record_kind", "record_id", "id"))]


class Mention(Model):
    """That a note mentions a user."""

    id = fields.BigIntField(primary_key=True)
    note_id: int
    note: Note = a_row("Note")
    user_id: int
    user: User = a_user()

    class Meta:
        table = "mention"
        unique_together = (("note", "user"),)
