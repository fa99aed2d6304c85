"""A contact: a person at a customer, or one who is a customer by themselves."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.company import Company
from orm.database.ordering import order_indexes, ordered
from orm.record import (
    DerivedField,
    FoldedField,
    Record,
    RecordKind,
    a_row,
    a_user,
    of_account,
)
from orm.user import User


class Contact(Record):
    """A person, for whom nobody is responsible but as a manager of their companies."""

    kind = RecordKind.CONTACT
    seen_by_many = True

    account: Account = of_account()
    first_name = ordered(fields.CharField(100, null=True))
    last_name = ordered(fields.CharField(100))
    email = fields.CharField(254, null=True)
    phone = fields.CharField(60, null=True)
    created_by_id: int | None
    #: Nobody for an import.
    created_by: User | None = a_user(null=True)
    #: How many companies they are linked to.
    company_count = fields.IntField(default=0)
    name = DerivedField(of="label", default="")
    search = FoldedField(of="label", default="")

    class Meta:
        table = "contact"
        unique_together = (("account", "external_id"),)
        indexes = [
            Index(fields=("account_id", "last_name", "id")),
            Index(fields=("created_by_id", "company_count", "last_name", "id")),
            *order_indexes("first_name", "created_at", "updated_at"),
        ]

    @property
    def label(self) -> str:
        """First and last name."""
        return f"{self.first_name or ''} {self.last_name}".strip()


class CompanyLink(Model):
    """That a contact works for a company."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    contact_id: int
    contact: Contact = a_row("Contact")
    company_id: int
    company: Company = a_row("Company")
    position = fields.CharField(200, null=True)
    decision_maker = fields.BooleanField(default=False)

    class Meta:
        table = "company_link"
        unique_together = (("contact", "company"), ("company", "contact"))
