"""First and second responsibles, as somebody sets them."""

from tests.model.world import CRM, DEALS, Company, Key, Shared
from tests.oracle.act import UNSET, Act


def set_roles(act: Act, record: Shared, first: Key | None, second: Key | None) -> bool:
    """Set what was said of the two; answers whether anything changed."""
    now, other = record.first, record.second
    new_first = now if first is UNSET else first
    new_second = other if second is UNSET else second
    module = CRM if isinstance(record, Company) else DEALS
    if isinstance(second, str) and second != other and not act.seconds:
        act.refuse("FEATURE_NOT_ENABLED")
    if new_first is None and module == DEALS:
        act.refuse("RESPONSIBLE_REQUIRED")
    if first is None and second is UNSET:
        new_first, new_second = moved_up(act, other), None
    elif not act.seconds and new_first == other:
        # A stored second who does not count is in nobody's way.
        new_second = None
    if new_second is not None:
        if new_first is None:
            act.refuse("SECOND_WITHOUT_FIRST")
        if new_first == new_second:
            act.refuse("SAME_AS_FIRST")
    for said, before in ((first, now), (second, other)):
        if isinstance(said, str) and said != before:
            act.pick(said, module)
    return put(act, record, new_first, new_second)


def moved_up(act: Act, second: Key | None) -> Key | None:
    """The second where the first is cleared: they move up if they count and still work here."""
    if second is None or not act.seconds or not act.world.people[second].active:
        return None
    return second


def put(act: Act, record: Shared, first: Key | None, second: Key | None) -> bool:
    """Write the two, and who passed what to whom; answers whether anything changed."""
    changed = (record.first, record.second) != (first, second)
    one, two = record.roles
    act.passed(record, one, record.first, first)
    act.passed(record, two, record.second, second)
    record.first, record.second = first, second
    return changed
