"""A ticket: what a customer wrote to a shared inbox, and what became of it."""

from enum import StrEnum
from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index

from orm.account import Account
from orm.company import Company
from orm.contact import Contact
from orm.database.ordering import order_indexes, ordered, responsible_index
from orm.inbox import Inbox
from orm.record import (
    DerivedField,
    FoldedField,
    Record,
    RecordKind,
    ResponsibilityRole,
    a_customer,
    a_row,
    a_user,
    an_enum,
    of_account,
)
from orm.user import User


class TicketStatus(StrEnum):
    """Whose turn it is."""

    NEW = "NEW"
    OPEN = "OPEN"
    WAITING_FOR_CUSTOMER = "WAITING_FOR_CUSTOMER"
    ESCALATED = "ESCALATED"
    CLOSED = "CLOSED"


class Ticket(Record):
    """A conversation with a customer, for which somebody may be responsible."""

    kind = RecordKind.TICKET
    roles: ClassVar = {ResponsibilityRole.TICKET_ASSIGNEE: "assigned_to_id"}

    account: Account = of_account()
    #: 1, 2, 3 ... in each account, without gaps.
    number = fields.BigIntField()
    inbox_id: int
    inbox: Inbox = a_row("Inbox", on_delete=fields.RESTRICT)
    subject = ordered(fields.CharField(200))
    status = ordered(an_enum(TicketStatus, 30, default=TicketStatus.NEW))
    company_id: int | None
    company: Company | None = a_customer("Company")
    contact_id: int | None
    contact: Contact | None = a_customer("Contact")
    assigned_to_id: int | None
    assigned_to: User | None = a_user(null=True)
    closed_at = fields.DatetimeField(null=True)
    closed_by_id: int | None
    closed_by: User | None = a_user(null=True)
    closed_automatically = fields.BooleanField(default=False)
    #: Whether it ever went from closed to another status.
    reopened = fields.BooleanField(default=False)
    #: Answers of users to the customer, without automatic ones, and when the first was sent.
    reply_count = fields.IntField(default=0)
    first_reply_at = fields.DatetimeField(null=True)
    #: Since when it waits for the customer, if it does.
    waiting_since = fields.DatetimeField(null=True)
    called = DerivedField(of="label", default="")
    search = FoldedField(of="label", default="")

    class Meta:
        table = "ticket"
        unique_together = (("account", "external_id"), ("account", "number"))
        indexes = [
            Index(fields=("account_id", "created_at", "id")),
            Index(fields=("assigned_to_id", "number", "id")),
            responsible_index("assigned_to_id"),
            Index(fields=("company_id", "number", "id")),
            Index(fields=("contact_id", "number", "id")),
            Index(fields=("status", "waiting_since")),
            *order_indexes("subject", "status", "closed_at", "updated_at"),
        ]

    @property
    def label(self) -> str:
        """Its number and what it is about."""
        return f"#{self.number} {self.subject}"
