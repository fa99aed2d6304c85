"""Permissions on what belongs to a record; they are those of the record."""

from functools import lru_cache

from tortoise.expressions import Q
from tortoise.models import Model

from orm.note import Note
from orm.record import Record, RecordKind
from orm.responsibility import ResponsibilityChange
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.deal import DealAccess
from permissions.invoice import InvoiceAccess
from permissions.project import ProjectAccess
from permissions.rule import Access, Condition, Present, Readable, Rule, allow, with_module
from permissions.ticket import TicketAccess
from permissions.viewer import AccessProfile, Viewer

ACCESS: dict[RecordKind, type[Access[Record]]] = {
    RecordKind.COMPANY: CompanyAccess,
    RecordKind.CONTACT: ContactAccess,
    RecordKind.DEAL: DealAccess,
    RecordKind.INVOICE: InvoiceAccess,
    RecordKind.PROJECT: ProjectAccess,
    RecordKind.TICKET: TicketAccess,
}


def is_seen_in_part(access: type[Access[Model]]) -> bool:
    """Whether users with the module may read some records of a kind and not others."""
    return with_module not in access.permissions()["read"].rules


def sees_in_part(viewer: Viewer) -> bool:
    """Whether there is a kind of which the viewer may read some records and not others."""
    return _profile_sees_in_part(viewer.profile)


@lru_cache(1_000)
def _profile_sees_in_part(profile: AccessProfile) -> bool:
    """As sees_in_part: which users a rule is asked for does not tell of how many rows it holds."""
    viewer = Viewer(id=0, account_id=0, profile=profile)
    return any(isinstance(it.permissions()["read"].grant(viewer), Q) for it in ACCESS.values())


def with_its_record(viewer: Viewer) -> Condition:
    """The rows that name a record which the viewer may read."""
    readable = []
    for kind, access in ACCESS.items():
        granted = access.permissions()["read"].grant(viewer)
        if granted:
            ids = Present(access, viewer) if granted is True else Readable(access, viewer)
            readable.append(Q(record_kind=kind.value, record_id__in=ids))
    return Q(*readable, join_type=Q.OR) if readable else False


readers = Rule("everyone who may read its record", with_its_record)


class NoteAccess(Access[Note]):
    """Permissions on a note."""

    model = Note

    read = allow(readers)


class HistoryAccess(Access[ResponsibilityChange]):
    """Permissions on the history of responsibility."""

    model = ResponsibilityChange

    read = allow(readers)
