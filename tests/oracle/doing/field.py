"""What is done to custom fields, and to what records have in them."""

from tests.model import may
from tests.model.world import CRM, Field, Key, Record
from tests.oracle.act import Act, Stop

#: As what the value of a type is given, and shown.
GIVEN = {
    "TEXT": "text",
    "NUMBER": "number",
    "USER": "user",
    "COMPANY": "company",
    "CONTACT": "contact",
}


def define(act: Act, kind: str, label: str, type: str) -> None:
    """Say what records of a kind can have."""
    act.as_admin()
    act.with_module(may.MODULE[kind])
    field = Field(act.new, act.account, kind, label, type)
    _refuse_two_alike(act, field)
    act.world.fields[act.new] = field


def _refuse_two_alike(act: Act, field: Field) -> None:
    for other in act.world.fields.values():
        alike = (other.account, other.kind, other.label) == (field.account, field.kind, field.label)
        if alike and other is not field:
            act.refuse("DUPLICATE")


def rename(act: Act, id: Key, label: str) -> None:
    """Call a custom field something else."""
    field = _administered(act, id)
    field.label = label
    _refuse_two_alike(act, field)


def remove(act: Act, id: Key) -> None:
    """Delete a custom field, with what records have in it; who is named is so no more."""
    field = _administered(act, id)
    had = [record for record, of in act.world.values if of == id]
    for record in had:
        row = act.world.records[record]
        put_value(act, row, id, None)
        row.version += 1
    del act.world.fields[id]
    act.event_of("SEGMENT_CHANGED", label=field.label, many=had)


def _administered(act: Act, id: Key) -> Field:
    field = act.world.fields.get(id)
    if field is None or field.account != act.account:
        raise Stop("NOT_FOUND")
    act.with_module(may.MODULE[field.kind])
    act.as_admin()
    return field


def put(act: Act, record: Key, field: Key, value: dict[str, str] | None) -> None:
    """Set what a record has in a custom field, or with nothing clear it."""
    row, found = act.updating(Record, record), act.world.fields.get(field)
    if found is None or (found.account, found.kind) != (row.account, row.kind):
        raise Stop("NOT_FOUND")
    before = act.world.values.get((record, field))
    given = None
    for name, said in (value or {}).items():
        if name != GIVEN[found.type]:
            raise Stop("INVALID")
        _check(act, name, said, before)
        given = said
    shown = found.type not in ("COMPANY", "CONTACT") or _reads(act, before)
    if given != before and (given or shown):
        put_value(act, row, field, given)
        row.version += 1
        act.event_of(f"{row.kind}_UPDATED", row)


def _check(act: Act, name: str, value: str, before: str | None) -> None:
    if name == "user" and value != before:
        act.pick(value, None)
    if name in ("company", "contact"):
        act.names(CRM)
        if not _reads(act, value):
            act.refuse("NOT_FOUND")


def _reads(act: Act, key: Key | None) -> bool:
    """Whether there is such a record for whoever does it."""
    found = act.world.records.get(key or "")
    return found is not None and may.reads(act.world, act.viewer, found)


def put_value(act: Act, row: Record, field: Key, value: str | None) -> None:
    """Write what a record has, and if that is a user, who passed it to whom."""
    before = act.world.values.pop((row.id, field), None)
    if value is not None:
        act.world.values[row.id, field] = value
    if act.world.fields[field].type == "USER":
        act.passed(row, "CUSTOM_FIELD", before, value)
