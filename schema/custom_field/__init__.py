"""Custom fields, as clients see them: what is defined, and what records have in them."""

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
REQUIRED = "Whether a record cannot be created without it, nor be rid of it"


@entity(OrmCustomFieldDefinition, CustomFieldDefinitionAccess, order=("level",))
@strawberry.type(description=f"What records of a kind can have beside the rest. Visible to {READ}.")
class CustomFieldDefinition(Node):
    """What records of a kind can have beside the rest."""

    kind: RecordKind = column("Which records have it.", "level")
    label: str = column("What it is called.")
    type: CustomFieldType = column("What it holds.")
    required: bool = column(f"{REQUIRED}.")
    options: list[str] = column("What can be chosen, of SELECT and MULTI_SELECT.")


@entity(OrmCustomFieldValue, CustomFieldValueAccess, order=("definition_id",))
@strawberry.type(
    description="What a record has in a custom field, in the field that goes with its type."
    f" Visible to {CustomFieldValueAccess.read.words}."
)
class CustomFieldValue:
    """What a record has in a custom field."""

    field: CustomFieldDefinition = related("In which.", "definition")
    text: str | None = column("Of TEXT, LONG_TEXT, EMAIL, PHONE and URL.")
    options: list[str] | None = column(
        "Of SELECT, one, and of MULTI_SELECT; in the order of the options."
    )
    number: Decimal | None = come("Of NUMBER.", Millionths("millionths"))
    integer: int | None = column("Of INTEGER.", "whole")
    money: Money | None = come("Of MONEY.", Embedded(null_with="amount_cents"))
    date: datetime.date | None = column("Of DATE.", "day")
    boolean: bool | None = column("Of BOOLEAN.", "flag")
    user: LazyUser | None = related("Of USER; being named opens nothing to them.", "user")
    company: LazyCompany | None = related(
        "Of COMPANY; null where the viewer may not read it.", "company"
    )
    contact: LazyContact | None = related(
        "Of CONTACT; null where the viewer may not read it.", "contact"
    )


@strawberry.type
class CustomFieldQueries:
    """The roots that read custom fields."""

    custom_field_definitions: list[CustomFieldDefinition] = with_arguments(
        come("The custom fields of the kinds of record that are available to the viewer.", Many()),
        argument("kind", RecordKind | None, "Only those of this kind of record.", Among("level")),
    )
