"""A pipeline, and the phases that its deals go through."""

from tortoise import fields
from tortoise.models import Model

from orm.account import Account
from orm.database.ordering import ordered
from orm.record import a_row, of_account


class Pipeline(Model):
    """A way of selling."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    name = ordered(fields.CharField(200))

    class Meta:
        table = "pipeline"
        unique_together = (("account", "name"),)


class Phase(Model):
    """A step of a pipeline."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    pipeline_id: int
    pipeline: Pipeline = a_row("Pipeline")
    name = fields.CharField(200)
    position = fields.IntField()
    #: How likely a deal in this phase is won, in percent.
    probability = fields.IntField(default=0)
    attention_after_days = fields.IntField(null=True)

    class Meta:
        table = "phase"
        unique_together = (("pipeline", "name"),)
