"""A shared inbox: an address that customers write to, and that colleagues share."""

from tortoise import fields
from tortoise.models import Model

from orm.account import Account
from orm.database.ordering import ordered
from orm.record import of_account


class Inbox(Model):
    """An address that customers write to, and that colleagues share."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    name = ordered(fields.CharField(200))
    email = fields.CharField(254, null=True)
    #: After how many days without an answer a ticket that waits for the customer is closed.
    close_after_days = fields.IntField(null=True)

    class Meta:
        table = "inbox"
        unique_together = (("account", "name"),)
