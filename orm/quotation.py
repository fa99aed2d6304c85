"""A quotation: an offer within a deal."""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.deal import Deal
from orm.record import a_row, an_enum, of_account


class QuotationStatus(StrEnum):
    """What became of an offer."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"


class Quotation(Model):
    """An offer within a deal."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    deal_id: int
    deal: Deal = a_row("Deal")
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
