"""What happens to segments."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise.expressions import F

from notifications.events.account import SegmentChanged
from orm.account import Account
from orm.database.fair_turns import of_no_account
from orm.errors import FeatureNotAvailable, Forbidden
from orm.record import Columns, RecordKind
from orm.segment import Segment, SegmentVisibility
from orm.user import User
from permissions.record import ACCESS
from permissions.segment import SegmentAccess
from permissions.viewer import Viewer
from resolvers.segment.room import see_that_it_can_be_shared, see_that_one_more_fits
from resolvers.segment.rules import taken
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import Emit, anonymous_transaction, deleting, transaction, updating


async def create(viewer: Viewer, *, kind: RecordKind, name: str, **columns: object) -> int:
    """Keep a list of records; it is its maker's own unless it is shared."""
    async with transaction(viewer, SegmentAccess.create) as work:
        if not viewer.has(ACCESS[kind].module):
            raise FeatureNotAvailable
        await see_that_one_more_fits(viewer.id)
        segment = Segment(account_id=viewer.account_id, kind=kind, owner_id=viewer.id, name=name)
        await _set(viewer, segment, columns)
        await segment.save()
        await _changed(segment, work.emit)
    return int(segment.id)


async def update(viewer: Viewer, *, id: int, version: int | None = None, **columns: object) -> int:
    """Change a segment."""
    changed = updating(viewer, SegmentAccess.update, id, version=version)
    async with _unless_immutable(viewer, id), changed as (segment, emit):
        before, was = Snapshot.of(segment), segment.visibility
        await _set(viewer, segment, columns)
        if before.changed(segment):
            segment.version += 1
            await _changed(segment, emit, was)
    return id


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a segment; its records stay."""
    gone = deleting(viewer, SegmentAccess.delete, id, version=version)
    async with _unless_immutable(viewer, id), gone as (segment, emit):
        await _changed(segment, emit)
    return id


@asynccontextmanager
async def _unless_immutable(viewer: Viewer, id_: int) -> AsyncIterator[None]:
    """Say of a list of the system that nobody can change it. Raises Invalid."""
    try:
        yield
    except Forbidden:
        async with anonymous_transaction(viewer.database, of_no_account(viewer.id)):
            immutable = await Segment.exists(id=id_, system=True)
        if immutable:
            message = "This list holds everything and cannot be changed."
            raise invalid(UserErrorCode.VIEW_IMMUTABLE, message, "id") from None
        raise


async def _changed(segment: Segment, emit: Emit, *was: SegmentVisibility) -> None:
    """Count one more change for whoever sees it, or saw it; and tell of it."""
    seen, more = {segment.visibility, *was}, F("segments_version") + 1
    if SegmentVisibility.SHARED in seen:
        await Account.filter(id=segment.account_id).update(segments_version=more)
    if SegmentVisibility.PRIVATE in seen:
        await User.filter(id=segment.owner_id).update(segments_version=more)
    emit(SegmentChanged(segment.name, data={"segment": segment.id}))


async def _set(viewer: Viewer, segment: Segment, columns: Columns) -> None:
    """Put what was given on a segment. Raises Invalid."""
    before = Snapshot.of(segment)
    if "rules" in columns:
        columns = {**columns, "rules": await taken(viewer, segment, columns["rules"])}
    segment.update_from_dict(columns)
    if segment.visibility is SegmentVisibility.PRIVATE and segment.owner_id != viewer.id:
        message = "Only its owner keeps it to themselves; it would be out of your sight."
        raise invalid(UserErrorCode.INVALID, message, "visibility")
    # Only among those that whoever changes it sees: what its owner keeps private stays unknown.
    others = Segment.filter(
        account_id=segment.account_id,
        kind=segment.kind,
        owner_id=segment.owner_id,
        visibility=segment.visibility,
    )
    if await others.filter(name=segment.name).exclude(id=segment.id or 0).exists():
        raise invalid(UserErrorCode.DUPLICATE, "A segment is called so already.", "name")
    is_shared = segment.visibility is SegmentVisibility.SHARED
    if is_shared and {"rules", "visibility"} & set(before.changed(segment)):
        await see_that_it_can_be_shared(segment)
