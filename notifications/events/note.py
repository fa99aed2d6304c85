"""What happens to notes."""

from notifications.domain_event import DomainEvent
from orm.note import Note
from orm.record import Record
from orm.user import User


class NoteAdded(DomainEvent):
    """Something was noted about a record."""

    @classmethod
    def of(cls, record: Record, note: Note, mentioned: list[User]) -> "NoteAdded":
        """A note about a record."""
        return cls(
            record.label,
            record,
            concerns=tuple(user.id for user in mentioned),
            data={"note": note.id},
        )
