"""What happened; only ever added to."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.record import RecordKind, a_user, of_account


class EventKind(StrEnum):
    """The kinds of thing that happen, and that people are told of."""

    COMPANY_CREATED = "COMPANY_CREATED"
    COMPANY_UPDATED = "COMPANY_UPDATED"
    COMPANY_REASSIGNED = "COMPANY_REASSIGNED"
    COMPANY_DELETED = "COMPANY_DELETED"
    DEAL_CREATED = "DEAL_CREATED"
    DEAL_UPDATED = "DEAL_UPDATED"
    DEAL_MOVED = "DEAL_MOVED"
    DEAL_WON = "DEAL_WON"
    DEAL_LOST = "DEAL_LOST"
    DEAL_REASSIGNED = "DEAL_REASSIGNED"
    DEAL_DELETED = "DEAL_DELETED"
    NOTE_ADDED = "NOTE_ADDED"
    USER_DEACTIVATED = "USER_DEACTIVATED"
    ACCESS_CHANGED = "ACCESS_CHANGED"
    FEATURES_CHANGED = "FEATURES_CHANGED"
    RESPONSIBILITIES_TRANSFERRED = "RESPONSIBILITIES_TRANSFERRED"
    RECORDS_IMPORTED = "RECORDS_IMPORTED"


class Event(Model):
    """One thing that happened, numbered within its account in the order of commits."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Any = of_account()
    sequence = fields.BigIntField()
    kind = fields.CharEnumField(EventKind, max_length=40)
    record_kind = fields.CharEnumField(RecordKind, max_length=20, null=True)
    record_id = fields.BigIntField(null=True)
    label = fields.CharField(200)
    by_id: int | None
    by: Any = a_user(null=True)
    #: What else is known: who gained or lost the record, the facts of a user before and after.
    data: Any = fields.JSONField(default=dict)
    at = fields.DatetimeField()

    class Meta:
        table = "event"
        unique_together = (("account", "sequence"),)
        indexes = [Index(fields=("record_kind", "record_id", "id"))]
