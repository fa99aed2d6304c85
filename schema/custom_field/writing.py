"""Mutations of custom fields, and of the values of records."""

import datetime
from decimal import Decimal

import strawberry

from orm.custom_field import CustomFieldType
from orm.record import RECORD_TYPES, RecordKind
from permissions.custom_field import CustomFieldDefinitionAccess
from resolvers.custom_field import definition, value
from schema.custom_field import REQUIRED, CustomFieldDefinition
from schema.types.fields import Text, given, mutation, ref, text, texts
from schema.types.money import MoneyInput
from schema.types.payload import (
    USER_ERRORS,
    VERSION,
    DeleteByIdInput,
    DeletePayload,
    UserError,
    written,
)
from schema.types.record import Record

ADMIN_ONLY = f"Open to {CustomFieldDefinitionAccess.create.words}."
FIRST = "Values for the custom fields of the record."
SET = "Values for custom fields of the record. Fields that are left out keep their value."


@strawberry.input(
    description="Value for a custom field. Set the part for the type of the field; without it, or"
    " with null, the field is cleared."
)
class CustomFieldValueInput:
    """Value for a custom field."""

    text: str | None = text(
        "Value for a TEXT, LONG_TEXT, EMAIL, PHONE or URL field.", 20_000, lines=True
    )
    options: list[str] | None = given(
        "Value for a SELECT field, with one option, or a MULTI_SELECT field.", Text(200)
    )
    number: Decimal | None = given("Value for a NUMBER field, with at most six decimals.")
    integer: int | None = given("Value for an INTEGER field.")
    money: MoneyInput | None = given("Value for a MONEY field.")
    date: datetime.date | None = given("Value for a DATE field.")
    boolean: bool | None = given("Value for a BOOLEAN field.")
    user: strawberry.ID | None = ref(
        "Id of the user for a USER field. The user becomes responsible for the record, but"
        " gets no right to see it.",
        "User",
    )
    company: strawberry.ID | None = ref("Id of the company for a COMPANY field.", "Company")
    contact: strawberry.ID | None = ref("Id of the contact for a CONTACT field.", "Contact")


@strawberry.input
class InField:
    """In which custom field."""

    field: strawberry.ID = ref("Id of the custom field.", "CustomFieldDefinition")


@strawberry.input(
    description="Custom field with its value. Set the part for the type of the field; without"
    " it, or with null, the field is cleared."
)
class CustomFieldInput(InField, CustomFieldValueInput):
    """Custom field with its value."""


@strawberry.input(description="Value to set for one custom field of one record.")
class SetCustomFieldInput:
    """Value to set for one custom field of one record."""

    record: strawberry.ID = ref("Id of the record.", *RECORD_TYPES)
    field: strawberry.ID = ref("Id of the custom field.", "CustomFieldDefinition")
    value: CustomFieldValueInput | None = given("Value for the field; null clears the field.")
    version: int | None = given(VERSION, null="is left out")


@strawberry.type(description="Result of a write to a record of any kind.")
class RecordPayload:
    """Result of a write to a record of any kind."""

    record: Record | None = strawberry.field(description=written("record"))
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.input(description="Custom field to create.")
class CustomFieldDefinitionInput:
    """Custom field to create."""

    kind: RecordKind = given("Kind of the records that have the field.")
    label: str = text("Name of the field, for people.")
    type: CustomFieldType = given("Type of the values of the field.")
    required: bool | None = given(f"{REQUIRED}; false if left out.", null="is left out")
    options: list[str] | None = texts(
        "Options that can be chosen. Required for SELECT and MULTI_SELECT, refused for other"
        " types.",
        200,
    )


@strawberry.input(
    description="Changes to a custom field. Fields that are left out keep their value."
)
class UpdateCustomFieldDefinitionInput:
    """Changes to a custom field."""

    id: strawberry.ID = ref("Id of the custom field.", "CustomFieldDefinition")
    label: str | None = text("Name of the field, for people.", null="is refused")
    required: bool | None = given(f"{REQUIRED}.", null="is refused")
    options: list[str] | None = texts(
        "All options that can be chosen. An option that a record has cannot be removed.",
        200,
        null="is refused",
    )


@strawberry.type(description="Result of a write to a custom field.")
class CustomFieldDefinitionPayload:
    """Result of a write to a custom field."""

    custom_field_definition: CustomFieldDefinition | None = strawberry.field(
        description=written("custom field")
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class CustomFieldMutations:
    """Mutations of custom fields."""

    create_custom_field_definition: CustomFieldDefinitionPayload = mutation(
        f"Create a custom field for a kind of record. {ADMIN_ONLY}",
        definition.create,
        CustomFieldDefinitionInput,
    )
    update_custom_field_definition: CustomFieldDefinitionPayload = mutation(
        f"Change a custom field. Its type and its kind of record cannot change. {ADMIN_ONLY}",
        definition.update,
        UpdateCustomFieldDefinitionInput,
    )
    delete_custom_field_definition: DeletePayload = mutation(
        f"Delete a custom field with all its values. {ADMIN_ONLY}",
        definition.delete,
        DeleteByIdInput,
        "CustomFieldDefinition",
    )
    set_custom_field: RecordPayload = mutation(
        "Set or clear the value of a record in a custom field.", value.set_, SetCustomFieldInput
    )
