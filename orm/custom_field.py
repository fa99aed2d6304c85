"""Custom fields: what an account wants to know of its records beyond what is built in."""

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.database.ordering import ordered
from orm.record import FoldedField, RecordKind, a_user, an_enum, of_account


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
    account: Any = of_account()
    level = ordered(an_enum(RecordKind, 20))
    label = fields.CharField(200)
    type = an_enum(CustomFieldType, 20)
    required = fields.BooleanField(default=False)
    #: What can be chosen, for SELECT and MULTI_SELECT.
    options: Any = fields.JSONField(default=list)

    class Meta:
        table = "custom_field_definition"
        unique_together = (("account", "level", "label"),)


def a_reference(to: str) -> Any:
    """What a value refers to; it goes when that goes."""
    key: Any = fields.ForeignKeyField
    return key(f"whose.{to}", related_name=False, null=True)


class CustomFieldValue(Model):
    """What one record has in a custom field, in the column that goes with the field's type."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Any = of_account()
    definition_id: int
    definition: Any = fields.ForeignKeyField("whose.CustomFieldDefinition", related_name=False)
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
    options: Any = fields.JSONField(null=True)
    user_id: int | None
    user: Any = a_user(null=True)
    company_id: int | None
    company: Any = a_reference("Company")
    contact_id: int | None
    contact: Any = a_reference("Contact")
    set_at = fields.DatetimeField(auto_now=True)

    class Meta:
        table = "custom_field_value"
        unique_together = (("definition", "record_id"),)
        indexes = [
            Index(fields=("record_kind", "record_id")),
            Index(fields=("definition_id", "user_id", "record_id")),
            Index(fields=("user_id", "record_kind")),
        ]
