"""Permissions on segments."""

from tortoise.expressions import Q

from orm.segment import Segment, SegmentEditors, SegmentVisibility
from orm.user import User, UserStatus
from permissions.record import ACCESS
from permissions.rule import Access, Condition, Ids, Rule, allow, everyone
from permissions.viewer import Viewer


def _available(viewer: Viewer) -> Q | None:
    kinds = [kind.value for kind, access in ACCESS.items() if viewer.has(access.module)]
    return Q(kind__in=kinds) if kinds else None


def own(viewer: Viewer) -> Condition:
    """The viewer's own segments, of the kinds of record that are available to the viewer."""
    available = _available(viewer)
    return available is not None and available & Q(owner_id=viewer.id)


def shared(viewer: Viewer) -> Condition:
    """The segments that everyone may see."""
    available = _available(viewer)
    return available is not None and available & Q(visibility=SegmentVisibility.SHARED)


def open_to_all(viewer: Viewer) -> Condition:
    """The shared segments that everyone may change."""
    visible = shared(viewer)
    return isinstance(visible, Q) and visible & Q(editors=SegmentEditors.EVERYONE)


def left_behind(viewer: Viewer) -> Condition:
    """For administrators, the shared segments whose owner is deactivated."""
    visible = shared(viewer)
    if not viewer.is_admin or not isinstance(visible, Q):
        return False
    left = Q(account_id=viewer.account_id, status=UserStatus.DEACTIVATED)
    return visible & Q(owner_id__in=Ids(User, left))


owner = Rule("its owner", own)
colleague = Rule("everyone if it is shared", shared)
editor = Rule("everyone if it is shared and its editors are everyone", open_to_all)

heir = Rule("administrators if it is shared and its owner is deactivated", left_behind)


class SegmentAccess(Access[Segment]):
    """Permissions on a segment; the resolvers refuse to change a segment of the system."""

    model = Segment

    read = allow(owner, colleague)
    create = allow(everyone)
    update = allow(owner, editor, heir)
    delete = allow(owner, editor, heir)
