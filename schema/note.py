"""A note, as clients see it."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.note import Mention
from orm.note import Note as OrmNote
from orm.record import RECORD_TYPES, Through
from permissions.record import NoteAccess
from reader.sources.many import Many
from reader.sources.related import RecordOf
from resolvers.note import add
from schema.types.fields import column, come, entity, mutation, ref, related, text
from schema.types.payload import UserError
from schema.types.record import Node, Record

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]


@entity(OrmNote, NoteAccess, order=("-id",))
@strawberry.type(
    description=f"What somebody wrote about a record. Visible to {NoteAccess.read.words}."
)
class Note(Node):
    """What somebody wrote about a record."""

    record: Record | None = come("About what.", RecordOf("record_kind", "record_id"))
    body: str = column("What it says.")
    author: LazyUser | None = related("Who wrote it; null for an import.", "author")
    mentions: list[LazyUser] = come(
        "Whom it mentions.", Many(through=Through(Mention, mine="note_id", theirs="user_id"))
    )
    created_at: datetime.datetime = column("When it was written.")


@strawberry.input(description="A note to be added to a record.")
class AddNoteInput:
    """A note to be added to a record."""

    record: strawberry.ID = ref("About what.", *RECORD_TYPES)
    body: str = text("What it says.", 20_000, lines=True)
    mentions: list[strawberry.ID] | None = ref("Whom it mentions.", "User")


@strawberry.type(description="What became of a note.")
class NotePayload:
    """What became of a note."""

    note: Note | None = strawberry.field(description="It; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class NoteMutations:
    """The roots that write notes."""

    add_note: NotePayload = mutation("Note something about a record.", add, AddNoteInput)
