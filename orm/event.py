"""What happened; only ever added to."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.record import RecordKind, a_user, an_enum, of_account
from orm.user import User

#: What streams need to know of an event later, as JSON by the names that its kind has for it.
EventData = dict[str, Any]


class EventKind(StrEnum):
    """The kinds of thing that happen, and that people are told of."""

    COMPANY_CREATED = "COMPANY_CREATED"
    COMPANY_UPDATED = "COMPANY_UPDATED"
    COMPANY_REASSIGNED = "COMPANY_REASSIGNED"
    COMPANY_DELETED = "COMPANY_DELETED"
    CONTACT_CREATED = "CONTACT_CREATED"
    CONTACT_UPDATED = "CONTACT_UPDATED"
    CONTACT_LINKED = "CONTACT_LINKED"
    CONTACT_UNLINKED = "CONTACT_UNLINKED"
    CONTACT_DELETED = "CONTACT_DELETED"
    DEAL_CREATED = "DEAL_CREATED"
    DEAL_UPDATED = "DEAL_UPDATED"
    DEAL_MOVED = "DEAL_MOVED"
    DEAL_WON = "DEAL_WON"
    DEAL_LOST = "DEAL_LOST"
    DEAL_REASSIGNED = "DEAL_REASSIGNED"
    DEAL_NEEDS_ATTENTION = "DEAL_NEEDS_ATTENTION"
    DEAL_DELETED = "DEAL_DELETED"
    QUOTATION_CREATED = "QUOTATION_CREATED"
    QUOTATION_UPDATED = "QUOTATION_UPDATED"
    QUOTATION_ACCEPTED = "QUOTATION_ACCEPTED"
    QUOTATION_DELETED = "QUOTATION_DELETED"
    INVOICE_CREATED = "INVOICE_CREATED"
    INVOICE_UPDATED = "INVOICE_UPDATED"
    INVOICE_BOOKED = "INVOICE_BOOKED"
    INVOICE_SENT = "INVOICE_SENT"
    INVOICE_PAID = "INVOICE_PAID"
    INVOICE_DELETED = "INVOICE_DELETED"
    PROJECT_CREATED = "PROJECT_CREATED"
    PROJECT_UPDATED = "PROJECT_UPDATED"
    PROJECT_CLOSED = "PROJECT_CLOSED"
    PROJECT_OWNER_ADDED = "PROJECT_OWNER_ADDED"
    PROJECT_OWNER_REMOVED = "PROJECT_OWNER_REMOVED"
    PROJECT_PARTICIPANT_ADDED = "PROJECT_PARTICIPANT_ADDED"
    PROJECT_PARTICIPANT_REMOVED = "PROJECT_PARTICIPANT_REMOVED"
    PROJECT_DELETED = "PROJECT_DELETED"
    TASK_CREATED = "TASK_CREATED"
    TASK_UPDATED = "TASK_UPDATED"
    TASK_DELETED = "TASK_DELETED"
    TICKET_CREATED = "TICKET_CREATED"
    TICKET_UPDATED = "TICKET_UPDATED"
    TICKET_ASSIGNED = "TICKET_ASSIGNED"
    TICKET_UNASSIGNED = "TICKET_UNASSIGNED"
    INTERNAL_NOTE_ADDED = "INTERNAL_NOTE_ADDED"
    CUSTOMER_REPLIED = "CUSTOMER_REPLIED"
    COLLEAGUE_REPLIED = "COLLEAGUE_REPLIED"
    TICKET_CLOSED = "TICKET_CLOSED"
    TICKET_REOPENED = "TICKET_REOPENED"
    TICKET_DELETED = "TICKET_DELETED"
    NOTE_ADDED = "NOTE_ADDED"
    USER_DEACTIVATED = "USER_DEACTIVATED"
    ACCESS_CHANGED = "ACCESS_CHANGED"
    FEATURES_CHANGED = "FEATURES_CHANGED"
    TEAM_CHANGED = "TEAM_CHANGED"
    RESPONSIBILITIES_TRANSFERRED = "RESPONSIBILITIES_TRANSFERRED"
    SEGMENT_CHANGED = "SEGMENT_CHANGED"
    RECORDS_IMPORTED = "RECORDS_IMPORTED"


class Event(Model):
    """One thing that happened, numbered within its account in the order of commits."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    sequence = fields.BigIntField()
    kind = an_enum(EventKind, 40)
    record_kind = an_enum(RecordKind, 20, null=True)
    record_id = fields.BigIntField(null=True)
    # A name of a person is longer than that of anything else: it is two of 100 characters.
    label = fields.CharField(255)
    by_id: int | None
    by: User | None = a_user(null=True)
    #: What else is known: who gained or lost the record, the facts of a user before and after.
    data = fields.JSONField[EventData](default=dict)
    at = fields.DatetimeField()

    class Meta:
        table = "event"
        unique_together = (("account", "sequence"),)
        indexes = [Index(fields=("record_kind", "record_id", "id"))]
