"""A project: a piece of work for customers, with owners and participants."""

from enum import StrEnum
from typing import Any, ClassVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.company import Company
from orm.contact import Contact
from orm.database.ordering import order_indexes, ordered
from orm.record import (
    FoldedField,
    Record,
    RecordKind,
    ResponsibilityRole,
    Through,
    a_customer,
    a_row,
    a_user,
    an_enum,
    of_account,
)
from orm.team import Team
from orm.user import User


class ProjectStatus(StrEnum):
    """How far it is."""

    PLANNED = "PLANNED"
    ACTIVE = "ACTIVE"
    ON_HOLD = "ON_HOLD"
    CLOSED = "CLOSED"


class ProjectEditors(StrEnum):
    """Who may change it."""

    OWNERS = "OWNERS"
    OWNERS_AND_PARTICIPANTS = "OWNERS_AND_PARTICIPANTS"
    EVERYONE = "EVERYONE"


def of_project() -> Any:
    """The project that a row belongs to, and is deleted with."""
    return a_row("Project")


class ProjectOwner(Model):
    """That a user is responsible for a project."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    project_id: int
    project: "Project" = of_project()
    user_id: int
    user: User = a_user()

    class Meta:
        table = "project_owner"
        unique_together = (("project", "user"), ("user", "project"))


class ProjectParticipant(Model):
    """That a user, or everybody of a team, takes part in a project."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    project_id: int
    project: "Project" = of_project()
    user_id: int | None
    user: User | None = a_user(null=True)
    team_id: int | None
    team: Team | None = a_row("Team", null=True)

    class Meta:
        table = "project_participant"
        unique_together = (
            ("project", "user"),
            ("project", "team"),
            ("user", "project"),
            ("team", "project"),
        )


class ProjectCustomer(Model):
    """That a project is for a company or a contact."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    project_id: int
    project: "Project" = of_project()
    company_id: int | None
    company: Company | None = a_customer("Company")
    contact_id: int | None
    contact: Contact | None = a_customer("Contact")

    class Meta:
        table = "project_customer"
        unique_together = (("project", "company"), ("project", "contact"))
        indexes = [
            Index(fields=("company_id", "project_id")),
            Index(fields=("contact_id", "project_id")),
        ]


class Project(Record):
    """A piece of work. Its owners, of whom there is always one, are in a table of their own."""

    kind = RecordKind.PROJECT
    holders: ClassVar = {
        ResponsibilityRole.PROJECT_OWNER: Through(ProjectOwner, "project_id", "user_id")
    }
    joined: ClassVar = {
        ResponsibilityRole.PROJECT_PARTICIPANT: Through(ProjectParticipant, "project_id", "user_id")
    }
    customers = Through(ProjectCustomer, "project_id", "company_id")
    seen_by_many = True

    account: Account = of_account()
    title = ordered(fields.CharField(200))
    status = ordered(an_enum(ProjectStatus, 20, default=ProjectStatus.ACTIVE))
    editors = an_enum(ProjectEditors, 30, default=ProjectEditors.OWNERS)
    #: Hundredths of the currency's unit, of both.
    budget_cents = fields.BigIntField(null=True)
    margin_cents = fields.BigIntField(null=True)
    currency = fields.CharField(3, default="EUR")
    due_on = fields.DateField(null=True)
    closed_at = fields.DatetimeField(null=True)
    search = FoldedField(of="title", default="")

    class Meta:
        table = "project"
        unique_together = (("account", "external_id"),)
        indexes = [
            Index(fields=("account_id", "title", "id")),
            *order_indexes("status", "due_on", "closed_at", "created_at", "updated_at"),
        ]

    @property
    def label(self) -> str:
        """Its title."""
        return self.title
