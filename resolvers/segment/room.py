"""How many segments there may be.

What everybody sees is compiled for everybody, so there is an end to it; and nobody takes the room
of all others.
"""

from orm.segment import Segment, SegmentVisibility
from resolvers.write.errors import UserErrorCode, invalid

#: Of one owner.
MOST_OWN = 100
#: That an account shares, and the rules in them all.
MOST_SHARED, MOST_SHARED_RULES = 200, 1_000
#: How much of that one owner has at most.
SHARE = 5


async def see_that_one_more_fits(owner_id: int) -> None:
    """See that somebody may keep one more segment. Raises Invalid."""
    if await Segment.filter(owner_id=owner_id).count() >= MOST_OWN:
        message = f"You keep {MOST_OWN} segments already; delete one first."
        raise invalid(UserErrorCode.INVALID, message, "kind")


async def see_that_it_can_be_shared(segment: Segment) -> None:
    """See that there is room for a shared segment as it is now. Raises Invalid."""
    others = Segment.filter(
        account_id=segment.account_id, visibility=SegmentVisibility.SHARED, system=False
    ).exclude(id=segment.id or 0)
    rows = [(segment.owner_id, segment.rules), *await others.values_list("owner_id", "rules")]
    own = [row for row in rows if row[0] == segment.owner_id]
    for some, share, whose in ((own, SHARE, "one owner"), (rows, 1, "an account")):
        count, rules = MOST_SHARED // share, MOST_SHARED_RULES // share
        if len(some) > count or sum(len(row[1]) for row in some) > rules:
            message = f"At most {count} segments of {whose} are shared, with {rules} rules in all."
            raise invalid(UserErrorCode.INVALID, message, "visibility")
