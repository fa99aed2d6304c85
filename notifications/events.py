"""What happens, as those who are told of it need to know it."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from orm.event import EventKind
from orm.note import Note
from orm.record import Record
from orm.user import User


@dataclass(frozen=True)
class Happened:
    """Something that happened in an account, to a record or to a user."""

    kind: ClassVar[EventKind]

    label: str
    record: Record | None = None
    #: More of what its texts name, by the name in braces.
    words: dict[str, str] = field(default_factory=dict)
    #: Users whom it concerns beside those responsible.
    concerns: tuple[int, ...] = ()
    #: Further words for single users.
    own: dict[int, dict[str, str]] = field(default_factory=dict)
    #: What streams need to know of it later.
    data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def to(cls, record: Record, **words: str) -> "Happened":
        """It happened to a record."""
        return cls(record.label, record, words)


class CompanyCreated(Happened):
    """A company was created."""

    kind = EventKind.COMPANY_CREATED


class CompanyUpdated(Happened):
    """A company was changed."""

    kind = EventKind.COMPANY_UPDATED


class CompanyReassigned(Happened):
    """Others are responsible for a company."""

    kind = EventKind.COMPANY_REASSIGNED


class CompanyDeleted(Happened):
    """A company was deleted."""

    kind = EventKind.COMPANY_DELETED


class DealCreated(Happened):
    """A deal was created."""

    kind = EventKind.DEAL_CREATED


class DealUpdated(Happened):
    """A deal was changed."""

    kind = EventKind.DEAL_UPDATED


class DealMoved(Happened):
    """A deal came into another phase."""

    kind = EventKind.DEAL_MOVED


class DealWon(Happened):
    """A deal was won."""

    kind = EventKind.DEAL_WON


class DealLost(Happened):
    """A deal was lost."""

    kind = EventKind.DEAL_LOST


class DealReassigned(Happened):
    """Others are responsible for a deal."""

    kind = EventKind.DEAL_REASSIGNED


class DealDeleted(Happened):
    """A deal was deleted."""

    kind = EventKind.DEAL_DELETED


class NoteAdded(Happened):
    """Something was noted about a record."""

    kind = EventKind.NOTE_ADDED

    @classmethod
    def of(cls, record: Record, note: Note, mentioned: list[User]) -> "NoteAdded":
        """A note about a record."""
        return cls(
            record.label,
            record,
            concerns=tuple(user.id for user in mentioned),
            data={"note": note.id},
        )


class UserDeactivated(Happened):
    """A user left."""

    kind = EventKind.USER_DEACTIVATED


class AccessChanged(Happened):
    """What a user may do was changed."""

    kind = EventKind.ACCESS_CHANGED


class FeaturesChanged(Happened):
    """The operator switched a feature of the account on or off."""

    kind = EventKind.FEATURES_CHANGED


class ResponsibilitiesTransferred(Happened):
    """Several records passed from one user to another."""

    kind = EventKind.RESPONSIBILITIES_TRANSFERRED


class RecordsImported(Happened):
    """Records were imported."""

    kind = EventKind.RECORDS_IMPORTED
