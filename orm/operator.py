"""A credential of the operator of the service; never of a user."""

from tortoise import fields
from tortoise.models import Model


class OperatorToken(Model):
    """A bearer token with which accounts are administered, kept as its SHA-256 only."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(200)
    token_hash = fields.CharField(64, unique=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    #: Seconds since the epoch.
    expires_at = fields.BigIntField()

    class Meta:
        table = "operator_token"
