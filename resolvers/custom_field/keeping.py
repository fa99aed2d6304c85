"""What records have in custom fields is written, and deleted, with them."""

from collections.abc import Iterable
from dataclasses import dataclass

from orm.custom_field import CustomFieldValue
from orm.record import Record, RecordKind, ResponsibilityRole
from permissions.record import ACCESS

#: A role, who had it, and who has it.
RoleChange = tuple[ResponsibilityRole, int | None, int | None]


@dataclass(frozen=True)
class Put:
    """What a record is to have in a custom field, instead of what it has; None for nothing."""

    before: CustomFieldValue | None
    after: CustomFieldValue | None


async def keep(row: Record, puts: Iterable[Put]) -> list[RoleChange]:
    """Write what a record is to have, and tell from whom to whom a responsibility passed by it."""
    passed: list[RoleChange] = []
    for put in puts:
        if put.before:
            await put.before.delete()
        if put.after:
            put.after.record_id = row.id
            await put.after.save()
        was, now = (value.user_id if value else None for value in (put.before, put.after))
        if was != now:
            passed.append((ResponsibilityRole.CUSTOM_FIELD, was, now))
    return passed


async def forget(row: Record) -> None:
    """Delete what a record has in custom fields."""
    await CustomFieldValue.filter(record_kind=row.kind, record_id=row.id).delete()


async def unname(row: Record) -> set[tuple[RecordKind, int]]:
    """Let no custom field name a company or contact any more; answers of which records some did."""
    values = CustomFieldValue.filter(**{f"{row.kind.lower()}_id": row.id})
    named = set(await values.values_list("record_kind", "record_id")) - {(row.kind, row.id)}
    await values.delete()
    for kind in {kind for kind, _ in named}:
        await ACCESS[kind].model.change_all([id_ for of, id_ in named if of is kind])
    return named
