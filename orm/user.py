"""A user of an account, with what the administrator lets them do."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.database.ordering import ordered
from orm.record import FoldedField, an_enum, of_account


class UserStatus(StrEnum):
    """A deactivated user signs in nowhere, is picked nowhere, and stays named in history."""

    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"


class CrmAccess(StrEnum):
    """Which companies and deals a user may see."""

    FULL = "FULL"
    LIMITED_CRM = "LIMITED_CRM"
    LIMITED_DEALS = "LIMITED_DEALS"


class Module(StrEnum):
    """The parts of the product that can be switched off for a user."""

    COMPANIES_AND_CONTACTS = "COMPANIES_AND_CONTACTS"
    DEALS = "DEALS"
    INVOICES = "INVOICES"
    PROJECTS = "PROJECTS"
    TICKETS = "TICKETS"


class ProjectAccess(StrEnum):
    """Which projects a user may see, and whether they may change all of them."""

    BY_PARTICIPATION = "BY_PARTICIPATION"
    ALL = "ALL"
    ADMIN = "ADMIN"


def every_module() -> list[str]:
    """What a new user gets."""
    return [module.value for module in Module]


class User(Model):
    """A person who works in an account."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Any = of_account()
    first_name = ordered(fields.CharField(100))
    last_name = ordered(fields.CharField(100))
    email = fields.CharField(254)
    password_hash = fields.CharField(200, null=True)
    language = fields.CharField(10, default="en")
    time_zone = fields.CharField(64, default="UTC")
    status = an_enum(UserStatus, 20, default=UserStatus.ACTIVE)
    is_admin = fields.BooleanField(default=False)
    modules = fields.JSONField[list[str]](default=every_module)
    crm_access = an_enum(CrmAccess, 20, default=CrmAccess.FULL)
    project_access = an_enum(ProjectAccess, 20, default=ProjectAccess.ALL)
    sees_financials = fields.BooleanField(default=False)
    #: The number of the user's latest notification: 1, 2, 3 ... without gaps.
    last_notification = fields.BigIntField(default=0)
    #: Counts the changes of the segments that nobody else sees.
    segments_version = fields.BigIntField(default=0)
    external_id = fields.CharField(200, null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    search = FoldedField(of="name", default="")

    class Meta:
        table = "user"
        unique_together = (("account", "external_id"), ("email", "account"))
        indexes = [Index(fields=("account_id", "first_name", "last_name", "id"))]

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()
