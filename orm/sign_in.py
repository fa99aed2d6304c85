"""What is kept of signing in: the attempts that failed, and where users have succeeded."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.record import a_user
from orm.user import User


class SignInFailure(Model):
    """An attempt to sign in that has failed, or is not decided yet."""

    id = fields.BigIntField(primary_key=True)
    #: Shared by the rows of one attempt.
    attempt = fields.BigIntField(db_index=True)
    #: "User:7", the hash of an e-mail that is no user's, or "" for the attempt itself.
    subject = fields.CharField(64)
    #: The network that the attempt came from.
    source = fields.CharField(64)
    #: Seconds since the epoch.
    at = fields.BigIntField(db_index=True)

    class Meta:
        table = "sign_in_failure"
        indexes = [Index(fields=("subject", "source", "at"))]


class SignInPlace(Model):
    """A network from which a user has signed in."""

    id = fields.BigIntField(primary_key=True)
    user_id: int
    user: User = a_user()
    source = fields.CharField(64)
    #: Seconds since the epoch.
    used_at = fields.BigIntField(db_index=True)

    class Meta:
        table = "sign_in_place"
        unique_together = (("user", "source"),)
