"""Custom fields in the schema: their definitions, and the values of records."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.custom_field import CustomFieldDefinition as OrmCustomFieldDefinition
from orm.custom_field import CustomFieldType
from orm.custom_field import CustomFieldValue as OrmCustomFieldValue
from orm.record import RecordKind
from permissions.custom_field import CustomFieldDefinitionAccess, CustomFieldValueAccess
from reader.filters.comparisons import Among
from reader.sources.columns import Embedded, Millionths
from reader.sources.many import Many
from schema.types.fields import argument, column, come, entity, related, with_arguments
from schema.types.money import Money
from schema.types.record import Node

if TYPE_CHECKING:
    from schema.company import Company
    from schema.contact import Contact
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]
LazyCompany = Annotated["Company", strawberry.lazy("schema.company")]
LazyContact = Annotated["Contact", strawberry.lazy("schema.contact")]
READ = CustomFieldDefinitionAccess.read.words
REQUIRED = "Whether new records must have a value, which can be changed but not cleared"


@entity(OrmCustomFieldDefinition, CustomFieldDefinitionAccess, order=("level",))
@strawberry.type(
    description=f"Custom field: an additional field for one kind of record. Visible to {READ}."
)
class CustomFieldDefinition(Node):
    """Custom field: an additional field for one kind of record."""

    kind: RecordKind = column("Kind of the records that have the field.", "level")
    label: str = column("Name of the field, for people.")
    type: CustomFieldType = column("Type of the values of the field.")
    required: bool = column(f"{REQUIRED}.")
    options: list[str] = column(
        "Options that can be chosen, for SELECT and MULTI_SELECT; else empty."
    )


@entity(OrmCustomFieldValue, CustomFieldValueAccess, order=("definition_id",))
@strawberry.type(
    description="Value of a record in a custom field. Only the part for the type of the field"
    f" is set. Visible to {CustomFieldValueAccess.read.words}."
)
class CustomFieldValue:
    """Value of a record in a custom field. Only the part for the type of the field is set."""

    field: CustomFieldDefinition = related("Custom field that the value is in.", "definition")
    text: str | None = column("Value of a TEXT, LONG_TEXT, EMAIL, PHONE or URL field.")
    options: list[str] | None = column(
        "Value of a SELECT field, which has one option, or a MULTI_SELECT field, in the order"
        " of its options."
    )
    number: Decimal | None = come("Value of a NUMBER field.", Millionths("millionths"))
    integer: int | None = column("Value of an INTEGER field.", "whole")
    money: Money | None = come("Value of a MONEY field.", Embedded(null_with="amount_cents"))
    date: datetime.date | None = column("Value of a DATE field.", "day")
    boolean: bool | None = column("Value of a BOOLEAN field.", "flag")
    user: LazyUser | None = related(
        "Value of a USER field. The user is responsible for the record, but gets no right to"
        " see it.",
        "user",
    )
    company: LazyCompany | None = related(
        "Value of a COMPANY field; null if the viewer may not read the company.", "company"
    )
    contact: LazyContact | None = related(
        "Value of a CONTACT field; null if the viewer may not read the contact.", "contact"
    )


@strawberry.type
class CustomFieldQueries:
    """Queries for custom fields."""

    custom_field_definitions: list[CustomFieldDefinition] = with_arguments(
        come("Custom fields of the kinds of record that are available to the viewer.", Many()),
        argument(
            "kind", RecordKind | None, "Kind of record: only fields of this kind.", Among("level")
        ),
    )
