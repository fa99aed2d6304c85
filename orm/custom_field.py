"""Custom fields: what an account wants to know of its records beyond what is built in."""

from enum import StrEnum

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.company import Company
from orm.contact import Contact
from orm.database.ordering import ordered
from orm.record import FoldedField, RecordKind, a_row, a_user, an_enum, of_account
from orm.user import User


class CustomFieldType(StrEnum):
    """What a custom field holds."""

    TEXT = "TEXT"
    LONG_TEXT = "LONG_TEXT"
    SELECT = "SELECT"
    MULTI_SELECT = "MULTI_SELECT"
    DATE = "DATE"
    MONEY = "MONEY"
    INTEGER = "INTEGER"
    NUMBER = "NUMBER"
    BOOLEAN = "BOOLEAN"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    URL = "URL"
    COMPANY = "COMPANY"
    CONTACT = "CONTACT"
    USER = "USER"


class CustomFieldDefinition(Model):
    """A field that every record of a kind can have."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    level = ordered(an_enum(RecordKind, 20))
    label = fields.CharField(200)
    type = an_enum(CustomFieldType, 20)
    required = fields.BooleanField(default=False)
    #: What can be chosen, for SELECT and MULTI_SELECT.
    options = fields.JSONField[list[str]](default=list)

    class Meta:
        table = "custom_field_definition"
        unique_together = (("account", "level", "label"),)


class CustomFieldValue(Model):
    """What one record has in a custom field, in the column that goes with the field's type."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    definition_id: int
    definition: CustomFieldDefinition = a_row("CustomFieldDefinition")
    record_kind = an_enum(RecordKind, 20)
    record_id = fields.BigIntField()
    #: TEXT, LONG_TEXT, EMAIL, PHONE, URL.
    text = fields.TextField(null=True)
    search = FoldedField(of="text", default="")
    #: INTEGER.
    whole = fields.BigIntField(null=True)
    #: NUMBER, in millionths.
    millionths = fields.BigIntField(null=True)
    #: MONEY, in hundredths of the currency's unit.
    amount_cents = fields.BigIntField(null=True)
    currency = fields.CharField(3, null=True)
    #: DATE.
    day = fields.DateField(null=True)
    #: BOOLEAN.
    flag = fields.BooleanField(null=True)
    #: What was chosen, in the order of the options: one of SELECT, some of MULTI_SELECT.
    options = fields.JSONField[list[str] | None](null=True)
    user_id: int | None
    user: User | None = a_user(null=True)
    company_id: int | None
    company: Company | None = a_row("Company", null=True)
    contact_id: int | None
    contact: Contact | None = a_row("Contact", null=True)
    set_at = fields.DatetimeField(auto_now=True)

    class Meta:
        table = "custom_field_value"
        unique_together = (("definition", "record_id"),)
        indexes = [
            Index(fields=("record_kind", "record_id")),
            Index(fields=("definition_id", "user_id", "record_id")),
            Index(fields=("user_id", "record_kind")),
        ]
