"""What streams of record changes show: the difference of what somebody reads, and the rest."""

from tests.model.may import readable, sees_segment
from tests.model.segments import members
from tests.model.told import Happened
from tests.model.world import Key, World

Change = tuple[str, Key]


def changes(
    before: World, after: World, events: list[Happened], could: set[Key], can: set[Key]
) -> list[Change]:
    """What one hears of records who was shown some and is shown others now, in no order."""
    touched = [key for event in events for key in event.touched]
    heard = list[Change]()
    for at, key in enumerate(touched):
        if key in touched[:at]:
            heard += [("UPDATED", key)] if key in can else []
        elif change := _one(before, after, key, could, can):
            heard.append(change)
    heard += [("GAINED", key) for key in can - could if key not in touched]
    return heard + [("LOST", key) for key in could - can if key not in touched]


def shown(world: World, user: Key, followed: Key | None) -> set[Key]:
    """What somebody may read, in a segment that they follow or in all."""
    person = world.people[user]
    can = readable(world, person)
    if followed is None:
        return can
    segment = world.segments.get(followed)
    if segment is None or not sees_segment(world, person, segment):
        return set()
    return {it.id for it in members(world, person, segment, can)}


def _one(before: World, after: World, key: Key, could: set[Key], can: set[Key]) -> Change | None:
    if key in can and key not in could:
        return ("CREATED" if key not in before.records else "GAINED", key)
    if key in can:
        return ("UPDATED", key)
    if key in could:
        return ("LOST" if key in after.records else "DELETED", key)
    return None
