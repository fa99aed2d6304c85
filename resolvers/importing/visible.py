"""How many of some records each person may know of."""

from collections import Counter
from collections.abc import Collection

from orm.account import Account
from orm.record import RecordKind
from orm.user import Module
from permissions.readers import viewers
from permissions.viewer import Viewer
from resolvers.importing.known import chunks
from resolvers.reach import seen

#: That it concerns a user, and which record.
Pair = tuple[int, RecordKind, int]


async def visible(account: Account, pairs: Collection[Pair]) -> Counter[tuple[int, RecordKind]]:
    """The pairs of which the user may read the record now, counted; the deactivated have none."""
    people = await viewers(account, {user for user, _, _ in pairs})
    restricted = [viewer for viewer in people if not _sees_all(viewer)]
    free = {viewer.id for viewer in people if _sees_all(viewer)}
    ids = {viewer.id for viewer in restricted}
    counted = Counter((user, kind) for user, kind, _ in pairs if user in free)
    for some in chunks(pair for pair in pairs if pair[0] in ids):
        found = await seen({(kind, id_) for _, kind, id_ in some}, restricted)
        counted.update((user, kind) for user, kind, id_ in some if (user, kind, id_) in found)
    return counted


def _sees_all(viewer: Viewer) -> bool:
    limited = viewer.limited_crm or viewer.limited_deals
    return not limited and all(viewer.has(module) for module in Module)
