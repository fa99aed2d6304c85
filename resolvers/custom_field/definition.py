"""What happens to the custom fields that an account has defined."""

from collections.abc import Collection
from typing import cast

from tortoise.expressions import F

from notifications.events.account import SegmentChanged
from orm.account import Account
from orm.custom_field import CustomFieldDefinition, CustomFieldType, CustomFieldValue
from orm.errors import FeatureNotAvailable
from orm.record import RecordKind, ResponsibilityRole
from permissions.custom_field import CustomFieldDefinitionAccess
from permissions.record import ACCESS
from permissions.viewer import Viewer
from resolvers.write.batches import chunks
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import deleting_with_work, transaction, updating
from resolvers.write.unit_of_work import UnitOfWork

MOST_OPTIONS = 200
CHOSEN = (CustomFieldType.SELECT, CustomFieldType.MULTI_SELECT)


async def create(
    viewer: Viewer,
    *,
    kind: RecordKind,
    label: str,
    type: CustomFieldType,
    required: bool = False,
    options: list[str] | None = None,
) -> int:
    """Define a custom field of a kind of record."""
    async with transaction(viewer, CustomFieldDefinitionAccess.create):
        if not viewer.has(ACCESS[kind].module):
            raise FeatureNotAvailable
        definition = CustomFieldDefinition(
            account_id=viewer.account_id, level=kind, type=type, required=required
        )
        await _call(definition, label)
        await _offer(definition, options or [])
        await definition.save()
        await _count(viewer)
    return int(definition.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    label: str | None = None,
    required: bool | None = None,
    options: list[str] | None = None,
) -> int:
    """Change a custom field; its type and the kind of its records stay."""
    async with updating(viewer, CustomFieldDefinitionAccess.update, id) as (definition, _):
        before = Snapshot.of(definition)
        if label is not None and label != definition.label:
            await _call(definition, label)
        if required is not None:
            definition.required = required
        if options is not None:
            await _offer(definition, options)
        if before.changed(definition):
            await _count(viewer)
    return id


async def delete(viewer: Viewer, *, id: int) -> int:
    """Delete a custom field, with what records have in it; who is named in one is so no more."""
    gone = deleting_with_work(viewer, CustomFieldDefinitionAccess.delete, id)
    async with gone as (definition, work):
        kind: RecordKind = definition.level
        records = [[kind, id_] for id_ in await _empty(work, definition)]
        await _count(viewer)
        data = {"kind": kind, "records": records}
        work.emit(SegmentChanged(definition.label, data=data))
    return id


async def _empty(work: UnitOfWork, definition: CustomFieldDefinition) -> list[int]:
    """Let no record have anything in a custom field any more; answers which had something."""
    model = ACCESS[definition.level].model
    values = CustomFieldValue.filter(definition_id=definition.id).order_by("record_id")
    found = await values.values_list("record_id", "user_id")
    had = dict(cast(list[tuple[int, int | None]], found))
    for some in chunks(had):
        await model.change_all(some)
        rows = await model.filter(id__in=[id_ for id_ in some if had[id_] is not None])
        await work.passed_on(
            (row, [(ResponsibilityRole.CUSTOM_FIELD, had[row.id], None)]) for row in rows
        )
    await values.delete()
    return list(had)


async def _call(definition: CustomFieldDefinition, label: str) -> None:
    here = CustomFieldDefinition.filter(account_id=definition.account_id, level=definition.level)
    if await here.filter(label=label).exists():
        message = "Records of this kind have a custom field of that label already."
        raise invalid(UserErrorCode.DUPLICATE, message, "label")
    definition.label = label


async def _offer(definition: CustomFieldDefinition, options: list[str]) -> None:
    chosen = definition.type in CHOSEN
    if options and not chosen:
        raise invalid(UserErrorCode.INVALID, f"{definition.type} has no options.", "options")
    if chosen and not options:
        raise invalid(UserErrorCode.REQUIRED, "There is nothing to choose.", "options")
    if len(options) > MOST_OPTIONS:
        raise invalid(UserErrorCode.INVALID, f"At most {MOST_OPTIONS} are allowed.", "options")
    for number, option in enumerate(options):
        if option in options[:number]:
            raise invalid(UserErrorCode.DUPLICATE, "It is there twice.", "options", str(number))
    if removed := set(definition.options) - set(options):
        await _refuse_while_chosen(definition, removed)
    definition.options = options


async def _refuse_while_chosen(definition: CustomFieldDefinition, removed: Collection[str]) -> None:
    values = CustomFieldValue.filter(definition_id=definition.id).order_by("id")
    for (chosen,) in await values.values_list("options"):
        for option in chosen:
            if option in removed:
                message = f"Some records have {option}; choose something else for them first."
                raise invalid(UserErrorCode.INVALID, message, "options")


async def _count(viewer: Viewer) -> None:
    """Count one more change of what statements are compiled by."""
    account = Account.filter(id=viewer.account_id)
    await account.update(segments_version=F("segments_version") + 1)
