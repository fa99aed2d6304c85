"""A note, as clients see it."""

import datetime
from typing import Annotated

import strawberry

from orm.note import Mention
from orm.note import Note as OrmNote
from permissions.record import NoteAccess
from reader.source import Many, RecordOf, Through
from schema.fields import column, come, entity, related
from schema.record import Node, Record

User = Annotated["User", strawberry.lazy("schema.user")]


@entity(OrmNote, NoteAccess, order=("-id",))
@strawberry.type(description="What somebody wrote about a record.")
class Note(Node):
    """What somebody wrote about a record."""

    record: Record | None = come("About what.", RecordOf("record_kind", "record_id"))
    body: str = column("What it says.")
    author: User | None = related("Who wrote it; null for an import.", "author")
    mentions: list[User] = come(
        "Whom it mentions.", Many(through=Through(Mention, mine="note_id", theirs="user_id"))
    )
    created_at: datetime.datetime = column("When it was written.")
