"""An invoice: what a customer has to pay."""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index

from orm.account import Account
from orm.company import Company
from orm.contact import Contact
from orm.database.ordering import order_indexes, ordered
from orm.deal import Deal
from orm.project import Project
from orm.record import (
    DerivedField,
    FoldedField,
    Record,
    RecordKind,
    a_customer,
    a_row,
    an_enum,
    of_account,
)


class InvoiceStatus(StrEnum):
    """How far it is: a draft has no number yet."""

    DRAFT = "DRAFT"
    OUTSTANDING = "OUTSTANDING"
    PAID = "PAID"


class Invoice(Record):
    """What a customer has to pay, for which nobody is responsible but as the customer's manager."""

    kind = RecordKind.INVOICE

    account: Account = of_account()
    #: Given when it is booked: 1, 2, 3 ... in each account, without gaps.
    number = fields.CharField(40, null=True)
    status = ordered(an_enum(InvoiceStatus, 20, default=InvoiceStatus.DRAFT))
    company_id: int | None
    company: Company | None = a_customer("Company")
    contact_id: int | None
    contact: Contact | None = a_customer("Contact")
    deal_id: int | None
    deal: Deal | None = a_row("Deal", null=True, on_delete=fields.SET_NULL)
    project_id: int | None
    project: Project | None = a_row("Project", null=True, on_delete=fields.SET_NULL)
    #: Hundredths of the currency's unit.
    total_cents = fields.BigIntField(default=0)
    currency = fields.CharField(3, default="EUR")
    due_on = fields.DateField(null=True)
    booked_at = fields.DatetimeField(null=True)
    sent_at = fields.DatetimeField(null=True)
    paid_at = fields.DatetimeField(null=True)
    called = DerivedField(of="label", default="")
    search = FoldedField(of="label", default="")

    class Meta:
        table = "invoice"
        unique_together = (("account", "external_id"), ("account", "number"))
        indexes = [
            Index(fields=("account_id", "id")),
            Index(fields=("company_id", "id")),
            Index(fields=("contact_id", "id")),
            Index(fields=("deal_id", "id")),
            Index(fields=("project_id", "id")),
            *order_indexes("total_cents", "status", "due_on", "booked_at", "sent_at", "paid_at"),
            *order_indexes("created_at", "updated_at"),
        ]

    @property
    def label(self) -> str:
        """Its number, once it has one."""
        return f"Invoice {self.number}" if self.number else "Draft invoice"
