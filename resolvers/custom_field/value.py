"""What records have in custom fields, as inputs set it."""

from notifications.domain_event import DomainEvent
from orm.custom_field import CustomFieldDefinition, CustomFieldValue
from orm.record import Record, RecordKind
from permissions.custom_field import CustomFieldDefinitionAccess, CustomFieldValueAccess
from permissions.record import ACCESS
from permissions.viewer import Viewer
from resolvers.custom_field.checking import FieldValue, columns_of
from resolvers.custom_field.keeping import Put
from resolvers.write.authorization import readable
from resolvers.write.errors import UserErrorCode, below, invalid
from resolvers.write.lookup import is_hidden
from resolvers.write.transaction import updating

#: What an input says of custom fields, each with the id of its definition.
Fields = list[FieldValue] | None


async def set_(
    viewer: Viewer,
    *,
    record: tuple[str, int],
    field: int,
    value: FieldValue | None = None,
    version: int | None = None,
) -> tuple[RecordKind, int]:
    """Set what a record has in a custom field, or with nothing clear it."""
    kind, id_ = RecordKind.of_type(record[0]), record[1]
    async with updating(viewer, ACCESS[kind].permissions()["update"], id_, version=version) as (
        row,
        tell,
    ):
        definition = await _definition(viewer, row, field)
        with below("value"):
            put = await _put(viewer, row, definition, value or {})
        if put:
            tell(DomainEvent.updated(kind).to(row), [put])
    return kind, id_


async def put_all(viewer: Viewer, row: Record, given: Fields) -> list[Put]:
    """What a record is to have in custom fields and does not have yet.

    Raises Invalid.
    """
    puts: dict[int, Put | None] = {}
    for number, one in enumerate(given or ()):
        with below("customFields", str(number)):
            field = one["field"]
            definition = await _definition(viewer, row, field)
            if field in puts:
                raise invalid(UserErrorCode.DUPLICATE, "It is given twice.", "field")
            puts[field] = await _put(viewer, row, definition, one)
    return [put for put in puts.values() if put]


async def put_first(viewer: Viewer, row: Record, given: Fields) -> list[Put]:
    """What a new record is to have in custom fields. Raises Invalid."""
    puts = await put_all(viewer, row, given)
    here = CustomFieldDefinition.filter(account_id=row.account_id, level=row.kind, required=True)
    there = {put.after.definition_id for put in puts if put.after}
    for definition in await here.order_by("id"):
        if definition.id not in there:
            message = f"{definition.label} is required."
            raise invalid(UserErrorCode.REQUIRED, message, "customFields")
    return puts


async def _definition(viewer: Viewer, row: Record, field: int) -> CustomFieldDefinition:
    fields = readable(viewer, CustomFieldDefinitionAccess, field)
    definition = await fields.filter(level=row.kind).first()
    if definition is None:
        message = "Records of this kind have no such custom field."
        raise invalid(UserErrorCode.NOT_FOUND, message, "field")
    return definition


async def _put(
    viewer: Viewer, row: Record, definition: CustomFieldDefinition, given: FieldValue
) -> Put | None:
    """What is to be written for one custom field; None where it has that already.

    What is hidden from the viewer is not cleared by them.
    """
    values = CustomFieldValue.filter(definition_id=definition.id, record_kind=row.kind)
    before = await values.filter(record_id=row.id).first() if row.id else None
    columns = await columns_of(viewer, definition, given, before)
    if columns is None:
        hidden = await is_hidden(viewer, CustomFieldValueAccess.read, before.id if before else None)
        return Put(before, None) if before and not hidden else None
    if before and all(getattr(before, name) == value for name, value in columns.items()):
        return None
    account, kind = row.account_id, row.kind
    after = CustomFieldValue(
        account_id=account, definition_id=definition.id, record_kind=kind, **columns
    )
    return Put(before, after)
