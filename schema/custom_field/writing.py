"""What can be written to custom fields, and to what records have in them."""

import datetime
from decimal import Decimal

import strawberry

from orm.custom_field import CustomFieldType
from orm.record import RECORD_TYPES, RecordKind
from permissions.custom_field import CustomFieldDefinitionAccess
from resolvers.custom_field import definition, value
from schema.custom_field import REQUIRED, CustomFieldDefinition
from schema.types.fields import Text, given, mutation, ref, text
from schema.types.money import MoneyInput
from schema.types.payload import VERSION, WRITTEN, DeleteByIdInput, DeletePayload, UserError
from schema.types.record import Record

ADMIN_ONLY = f"Open to {CustomFieldDefinitionAccess.create.words}."
FIRST = "What it is to have in custom fields."
SET = "What it is to have in custom fields; what is left out stays."


@strawberry.input(
    description="What a record is to have in a custom field: in the one that goes with the type of"
    " the field; with none, or null, it is cleared."
)
class CustomFieldValueInput:
    """What a record is to have in a custom field."""

    text: str | None = text("Of TEXT, LONG_TEXT, EMAIL, PHONE and URL.", 20_000, lines=True)
    options: list[str] | None = given("Of SELECT, one, and of MULTI_SELECT.", Text(200))
    number: Decimal | None = given("Of NUMBER; at most six decimals.")
    integer: int | None = given("Of INTEGER.")
    money: MoneyInput | None = given("Of MONEY.")
    date: datetime.date | None = given("Of DATE.")
    boolean: bool | None = given("Of BOOLEAN.")
    user: strawberry.ID | None = ref("Of USER; being named opens nothing to them.", "User")
    company: strawberry.ID | None = ref("Of COMPANY.", "Company")
    contact: strawberry.ID | None = ref("Of CONTACT.", "Contact")


@strawberry.input
class InField:
    """In which custom field."""

    field: strawberry.ID = ref("In which.", "CustomFieldDefinition")


@strawberry.input(
    description="A custom field, and what a record is to have in it; with nothing it is cleared."
)
class CustomFieldInput(InField, CustomFieldValueInput):
    """A custom field, and what a record is to have in it."""


@strawberry.input(description="What one record is to have in one custom field.")
class SetCustomFieldInput:
    """What one record is to have in one custom field."""

    record: strawberry.ID = ref("Which has it.", *RECORD_TYPES)
    field: strawberry.ID = ref("In which.", "CustomFieldDefinition")
    value: CustomFieldValueInput | None = given("What; with null it is cleared.")
    version: int | None = given(VERSION, null="is left out")


@strawberry.type(description="What became of a write to a record of any kind.")
class RecordPayload:
    """What became of a write to a record of any kind."""

    record: Record | None = strawberry.field(description=WRITTEN)
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.input(description="A custom field to be defined.")
class CustomFieldDefinitionInput:
    """A custom field to be defined."""

    kind: RecordKind = given("Which records are to have it.")
    label: str = text("What it is to be called.")
    type: CustomFieldType = given("What it is to hold.")
    required: bool | None = given(f"{REQUIRED}; false when not said.", null="is left out")
    options: list[str] | None = text("What can be chosen, of SELECT and MULTI_SELECT.", 200)


@strawberry.input(description="What is to be changed of a custom field; what is left out stays.")
class UpdateCustomFieldDefinitionInput:
    """What is to be changed of a custom field."""

    id: strawberry.ID = ref("Which.", "CustomFieldDefinition")
    label: str | None = text("What it is to be called.", null="is refused")
    required: bool | None = given(f"{REQUIRED}.", null="is refused")
    options: list[str] | None = text(
        "What can be chosen; one that some record has cannot be left out.", 200, null="is refused"
    )


@strawberry.type(description="What became of a write to a custom field.")
class CustomFieldDefinitionPayload:
    """What became of a write to a custom field."""

    custom_field_definition: CustomFieldDefinition | None = strawberry.field(description=WRITTEN)
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class CustomFieldMutations:
    """The roots that write custom fields."""

    create_custom_field_definition: CustomFieldDefinitionPayload = mutation(
        f"Define a custom field of a kind of record. {ADMIN_ONLY}",
        definition.create,
        CustomFieldDefinitionInput,
    )
    update_custom_field_definition: CustomFieldDefinitionPayload = mutation(
        f"Change a custom field; its type and the kind of its records stay. {ADMIN_ONLY}",
        definition.update,
        UpdateCustomFieldDefinitionInput,
    )
    delete_custom_field_definition: DeletePayload = mutation(
        f"Delete a custom field, with what records have in it. {ADMIN_ONLY}",
        definition.delete,
        DeleteByIdInput,
        "CustomFieldDefinition",
    )
    set_custom_field: RecordPayload = mutation(
        "Set what a record has in a custom field, or clear it.", value.set_, SetCustomFieldInput
    )
