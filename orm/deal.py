"""A deal: what may be sold to a customer, with one or two people responsible."""

import datetime
from enum import StrEnum
from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index

from orm.account import Account
from orm.company import Company
from orm.contact import Contact
from orm.database.ordering import order_indexes, ordered, responsible_index
from orm.pipeline import Phase
from orm.record import (
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


class DealStatus(StrEnum):
    """How it ended, if it did."""

    OPEN = "OPEN"
    WON = "WON"
    LOST = "LOST"


class Deal(Record):
    """An opportunity to sell."""

    kind = RecordKind.DEAL
    roles: ClassVar = {
        ResponsibilityRole.ASSIGNED_TO: "assigned_to_id",
        ResponsibilityRole.SECOND_ASSIGNED_TO: "second_assigned_to_id",
    }

    account: Account = of_account()
    title = ordered(fields.CharField(200))
    status = ordered(an_enum(DealStatus, 10, default=DealStatus.OPEN))
    company_id: int | None
    company: Company | None = a_customer("Company")
    contact_id: int | None
    contact: Contact | None = a_customer("Contact")
    phase_id: int
    phase: Phase = a_row("Phase", on_delete=fields.RESTRICT)
    #: Since when it has been in its phase. Not known of what was there before this was kept.
    phase_since = fields.DatetimeField(null=True)
    #: When those responsible were told that it has been there too long.
    attention_at = fields.DatetimeField(null=True)
    #: Hundredths of the currency's unit.
    amount_cents = fields.BigIntField(null=True)
    currency = fields.CharField(3, default="EUR")
    expected_closing = fields.DateField(null=True)
    closed_at = fields.DatetimeField(null=True)
    closing_reason = fields.CharField(500, null=True)
    assigned_to_id: int
    assigned_to: User = a_user()
    second_assigned_to_id: int | None
    second_assigned_to: User | None = a_user(null=True)
    search = FoldedField(of="title", default="")

    class Meta:
        table = "deal"
        unique_together = (("account", "external_id"),)
        indexes = [
            Index(fields=("account_id", "title", "id")),
            Index(fields=("company_id", "title", "id")),
            Index(fields=("contact_id", "title", "id")),
            Index(fields=("assigned_to_id", "title", "id")),
            Index(fields=("second_assigned_to_id", "title", "id")),
            responsible_index("assigned_to_id"),
            Index(fields=("status", "attention_at", "phase_since")),
            *order_indexes("amount_cents", "status", "expected_closing"),
            *order_indexes("closed_at", "created_at", "updated_at"),
        ]

    @property
    def label(self) -> str:
        """Its title."""
        return self.title

    def enter(self, phase_id: int) -> None:
        """Put it into a phase, in which it is from now on."""
        self.phase_id, self.attention_at = phase_id, None
        self.phase_since = datetime.datetime.now(datetime.UTC)
