"""An account: one organisation, whose rows nobody else ever sees."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from orm.database.ordering import ordered
from orm.entitlements import Plan
from orm.record import an_enum


class Feature(StrEnum):
    """What the operator of the service can switch on for an account."""

    SECOND_ACCOUNT_MANAGER = "SECOND_ACCOUNT_MANAGER"


class Account(Model):
    """One organisation."""

    id = fields.BigIntField(primary_key=True)
    name = ordered(fields.CharField(200, unique=True))
    plan = an_enum(Plan, 10, default=Plan.GO)
    boosters = fields.JSONField[list[str]](default=list)
    features = fields.JSONField[list[str]](default=list)
    #: The number of the account's latest event: 1, 2, 3 ... in the order of commits.
    last_event = fields.BigIntField(default=0)
    #: The numbers of the account's latest invoice and ticket, without gaps.
    last_invoice = fields.BigIntField(default=0)
    last_ticket = fields.BigIntField(default=0)
    #: Counts the changes of its segments and custom fields, by which statements are compiled.
    segments_version = fields.BigIntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "account"
