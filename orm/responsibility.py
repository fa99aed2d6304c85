"""The history of who was responsible for what; only ever added to."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.record import RecordKind, ResponsibilityRole, a_user, an_enum, of_account
from orm.user import User


class ResponsibilityChange(Model):
    """That a role on a record passed from one user to another."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    record_kind = an_enum(RecordKind, 20)
    record_id = fields.BigIntField()
    role = an_enum(ResponsibilityRole, 30)
    from_user_id: int | None
    from_user: User | None = a_user(null=True)
    to_user_id: int | None
    to_user: User | None = a_user(null=True)
    #: Who did it; nobody for an import or the service itself.
    by_id: int | None
    by: User | None = a_user(null=True)
    reason = fields.CharField(500, null=True)
    #: What was done together, in one import or one transfer, has the same batch.
    batch = fields.CharField(36, null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "responsibility_change"
        indexes = [Index(fields=("record_kind", "record_id", "role", "id"))]
