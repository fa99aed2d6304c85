"""The note in the schema."""

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
from schema.types.payload import USER_ERRORS, UserError
from schema.types.record import Node, Record

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]


@entity(OrmNote, NoteAccess, order=("-id",))
@strawberry.type(
    description=f"Note that a user wrote about a record. Visible to {NoteAccess.read.words}."
)
class Note(Node):
    """Note that a user wrote about a record."""

    record: Record | None = come(
        "Record that the note is about.", RecordOf("record_kind", "record_id")
    )
    body: str = column("Text of the note.")
    author: LazyUser | None = related("User who wrote the note; null if it was imported.", "author")
    mentions: list[LazyUser] = come(
        "Users whom the note mentions.",
        Many(through=Through(Mention, mine="note_id", theirs="user_id")),
    )
    created_at: datetime.datetime = column("Time when the note was written.")


@strawberry.input(description="Note to add to a record.")
class AddNoteInput:
    """Note to add to a record."""

    record: strawberry.ID = ref("Id of the record that the note is about.", *RECORD_TYPES)
    body: str = text("Text of the note.", 20_000, lines=True)
    mentions: list[strawberry.ID] | None = ref("Ids of the users whom the note mentions.", "User")


@strawberry.type(description="Result of adding a note.")
class NotePayload:
    """Result of adding a note."""

    note: Note | None = strawberry.field(
        description="Note after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class NoteMutations:
    """Mutations of notes."""

    add_note: NotePayload = mutation("Add a note to a record.", add, AddNoteInput)
