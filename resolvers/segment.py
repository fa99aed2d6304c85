"""What happens to segments."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tortoise.expressions import F

from notifications.events import SegmentChanged
from orm.account import Account
from orm.custom_field import CustomFieldDefinition
from orm.record import RecordKind
from orm.segment import Segment
from orm.team import Team
from orm.user import User
from permissions.record import ACCESS
from permissions.segment import SegmentAccess
from permissions.viewer import Viewer
from reader.binding import local_id
from reader.segments.filters import FILTERS
from reader.segments.known import Defined
from reader.segments.meaning import meaning
from reader.segments.rules import WrongRule
from resolvers.before import Before
from resolvers.change import Tell, change, deed, doorstep
from resolvers.errors import (
    Conflict,
    Denied,
    Unavailable,
    UserError,
    UserErrorCode,
    invalid,
)

MOST_RULES, MOST_SEGMENTS = 50, 200
#: What a rule's values can name that has to be there.
NAMED: dict[str, Any] = {"User": User, "Team": Team}


async def create(viewer: Viewer, *, kind: RecordKind, name: str, **columns: Any) -> int:
    """Keep a list of records; it is its maker's own unless it is shared."""
    if not viewer.has(ACCESS[kind].module):
        raise Unavailable
    async with deed(viewer, SegmentAccess.create) as settlement:
        if await Segment.filter(account_id=viewer.account_id).count() >= MOST_SEGMENTS:
            message = f"An account has at most {MOST_SEGMENTS} segments."
            raise invalid(UserErrorCode.INVALID, message, "kind")
        segment = Segment(account_id=viewer.account_id, kind=kind, owner_id=viewer.id, name=name)
        await _set(viewer, segment, columns)
        await segment.save()
        await _changed(segment, settlement.record)
    return int(segment.id)


async def update(viewer: Viewer, *, id: int, version: int | None = None, **columns: Any) -> int:
    """Change a segment."""
    async with _unless_immutable(id), change(viewer, SegmentAccess.update, id) as (segment, record):
        _check_version(segment, version)
        before = Before.of(segment)
        await _set(viewer, segment, columns)
        if before.changed(segment):
            segment.version += 1
            await _changed(segment, record)
    return id


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a segment; its records stay."""
    gone = change(viewer, SegmentAccess.delete, id, may_lose=True)
    async with _unless_immutable(id), gone as (segment, record):
        _check_version(segment, version)
        await Segment.filter(id=segment.id).delete()
        await _changed(segment, record)
    return id


@asynccontextmanager
async def _unless_immutable(id_: int) -> AsyncIterator[None]:
    """Say of a list of the system that nobody can change it. Raises Invalid."""
    try:
        yield
    except Denied:
        async with doorstep():
            immutable = await Segment.exists(id=id_, system=True)
        if immutable:
            message = "This list holds everything and cannot be changed."
            raise invalid(UserErrorCode.VIEW_IMMUTABLE, message, "id") from None
        raise


def _check_version(segment: Segment, version: int | None) -> None:
    if version is not None and segment.version != version:
        message = f"It was changed meanwhile; it is version {segment.version} now."
        raise Conflict(UserError(UserErrorCode.VERSION_CONFLICT, message, ("input", "version")))


async def _changed(segment: Segment, record: Tell) -> None:
    await Account.filter(id=segment.account_id).update(segments_version=F("segments_version") + 1)
    record(SegmentChanged(segment.name, data={"segment": segment.id}))


async def _set(viewer: Viewer, segment: Segment, columns: dict[str, Any]) -> None:
    """Put what was given on a segment. Raises Invalid."""
    if "rules" in columns:
        rules = [_plain(rule) for rule in columns["rules"]]
        if len(rules) > MOST_RULES:
            message = f"A segment has at most {MOST_RULES} rules."
            raise invalid(UserErrorCode.INVALID, message, "rules")
        defined = await _defined(viewer)
        for number, rule in enumerate(rules):
            if rule not in (segment.rules or ()):
                await _check(viewer, segment.kind, rule, number, defined)
        columns = {**columns, "rules": rules}
    segment.update_from_dict(columns)
    others = Segment.filter(
        account_id=segment.account_id, kind=segment.kind, owner_id=segment.owner_id
    )
    if await others.filter(name=segment.name).exclude(id=segment.id or 0).exists():
        raise invalid(UserErrorCode.DUPLICATE, "A segment is called so already.", "name")


def _plain(rule: dict[str, Any]) -> dict[str, Any]:
    return {
        "field": rule["field"],
        "operator": rule["operator"].value,
        "values": rule.get("values", []),
    }


async def _defined(viewer: Viewer) -> dict[int, Defined]:
    rows = await CustomFieldDefinition.filter(account_id=viewer.account_id)
    return {row.id: Defined(row.level, row.type) for row in rows}


async def _check(
    viewer: Viewer,
    kind: RecordKind,
    rule: dict[str, Any],
    number: int,
    defined: dict[int, Defined],
) -> None:
    try:
        meaning(kind, FILTERS[kind], rule, defined)
    except WrongRule as wrong:
        raise invalid(UserErrorCode.INVALID, str(wrong), "rules", str(number), wrong.part) from None
    for value in rule["values"]:
        name = value.partition(":")[0]
        model = NAMED.get(name)
        if model is None or not rule["operator"].startswith("I"):
            continue
        id_ = local_id(value, (name,), "values")[1]
        if not await model.exists(id=id_, account_id=viewer.account_id):
            raise invalid(
                UserErrorCode.NOT_FOUND,
                f"There is no such {name.lower()}.",
                "rules",
                str(number),
                "values",
            )
