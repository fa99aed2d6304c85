"""What happens to notes."""

from notifications.events.note import NoteAdded
from orm.note import Mention, Note
from orm.record import RecordKind
from permissions.record import ACCESS
from permissions.viewer import Viewer
from resolvers.write.lookup import find_active_users
from resolvers.write.transaction import updating


async def add(
    viewer: Viewer, *, record: tuple[str, int], body: str, mentions: list[int] | None = None
) -> int:
    """Note something about a record, and mention people."""
    kind, id_ = RecordKind.of_type(record[0]), record[1]
    async with updating(viewer, ACCESS[kind].permissions()["read"], id_) as (row, tell):
        users = await find_active_users(viewer, mentions or [], path="mentions")
        note = await Note.create(
            account_id=viewer.account_id,
            record_kind=kind,
            record_id=row.id,
            body=body,
            author_id=viewer.id,
        )
        await Mention.bulk_create(Mention(note_id=note.id, user_id=user.id) for user in users)
        tell(NoteAdded.of(row, note, users))
    return int(note.id)
