"""How many of some records each person may know of, who is told in a summary."""

from collections import Counter
from collections.abc import Collection

from orm.account import Account
from orm.database.database import Database
from orm.record import RecordKind
from permissions.readers import viewers
from permissions.record import ACCESS
from resolvers.summary import Counts
from resolvers.visibility.record_diff import visible_to
from resolvers.write.batches import chunks

#: That it concerns a user, and which record.
Pair = tuple[int, RecordKind, int]


async def visible(database: Database, account: Account, pairs: Collection[Pair]) -> Counts:
    """The pairs of which the user may read the record now, counted; the deactivated have none."""
    people = {it.id: it for it in await viewers(account, {user for user, _, _ in pairs})}
    counted: Counts = Counter()
    partly: list[Pair] = []
    rules = {
        (user, kind): user in people and ACCESS[kind].permissions()["read"].grant(people[user])
        for user, kind in {(user, kind) for user, kind, _ in pairs}
    }
    for user, kind, id_ in pairs:
        if rules[user, kind] is True:
            counted[user, kind] += 1
        elif rules[user, kind] is not False:
            partly.append((user, kind, id_))
    for some in chunks(partly):
        among = [people[user] for user in {user for user, _, _ in some}]
        found = await visible_to(database, {(kind, id_) for _, kind, id_ in some}, among)
        counted.update((user, kind) for user, kind, id_ in some if (user, kind, id_) in found)
    return counted
