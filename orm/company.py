"""A company: a customer, with up to two account managers."""

from enum import StrEnum
from typing import ClassVar

from tortoise import fields
from tortoise.indexes import Index

from orm.account import Account
from orm.database.ordering import order_indexes, ordered, responsible_index
from orm.record import (
    FoldedField,
    Record,
    RecordKind,
    ResponsibilityRole,
    a_user,
    an_enum,
    of_account,
)
from orm.user import User


class CompanyStatus(StrEnum):
    """Whether one still does business with it."""

    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"


class Company(Record):
    """A customer, or one to be."""

    kind = RecordKind.COMPANY
    roles: ClassVar = {
        ResponsibilityRole.ACCOUNT_MANAGER: "account_manager_id",
        ResponsibilityRole.SECOND_ACCOUNT_MANAGER: "second_account_manager_id",
    }

    account: Account = of_account()
    name = ordered(fields.CharField(200))
    status = an_enum(CompanyStatus, 20, default=CompanyStatus.ACTIVE)
    vat_number = fields.CharField(40, null=True)
    email = fields.CharField(254, null=True)
    phone = fields.CharField(60, null=True)
    website = fields.CharField(300, null=True)
    city = ordered(fields.CharField(120, null=True))
    country = ordered(fields.CharField(120, null=True))
    industry = ordered(fields.CharField(120, null=True))
    account_manager_id: int | None
    account_manager: User | None = a_user(null=True)
    second_account_manager_id: int | None
    second_account_manager: User | None = a_user(null=True)
    search = FoldedField(of="name", default="")

    class Meta:
        table = "company"
        unique_together = (("account", "external_id"),)
        indexes = [
            Index(fields=("account_id", "name", "id")),
            Index(fields=("account_manager_id", "name", "id")),
            Index(fields=("second_account_manager_id", "name", "id")),
            responsible_index("account_manager_id"),
            *order_indexes("city", "country", "industry", "created_at", "updated_at"),
        ]

    @property
    def label(self) -> str:
        """Its name."""
        return self.name
