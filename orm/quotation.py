"""A quotation: an offer within a deal."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.record import an_enum, of_account


class QuotationStatus(StrEnum):
    """What became of an offer."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"


class Quotation(Model):
    """An offer within a deal."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Any = of_account()
    deal_id: int
    deal: Any = fields.ForeignKeyField("whose.Deal", related_name=False)
    title = fields.CharField(200)
    status = an_enum(QuotationStatus, 10, default=QuotationStatus.OPEN)
    #: Hundredths of the currency's unit.
    amount_cents = fields.BigIntField(null=True)
    currency = fields.CharField(3, default="EUR")
    created_at = fields.DatetimeField(auto_now_add=True)
    accepted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "quotation"
        indexes = [Index(fields=("deal_id", "id"))]
