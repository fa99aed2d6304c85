"""A session: that a user has signed in, or an API token of theirs."""

from tortoise import fields
from tortoise.models import Model

from orm.record import a_user
from orm.user import User


class Session(Model):
    """A bearer token of a user, kept as its SHA-256 only."""

    id = fields.BigIntField(primary_key=True)
    user_id: int
    user: User = a_user(db_index=True)
    token_hash = fields.CharField(64, unique=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    #: Seconds since the epoch.
    expires_at = fields.BigIntField()

    class Meta:
        table = "session"
