"""What streams of record changes show: the difference of what somebody reads, and the rest."""

from tests.oracle.may import readable
from tests.oracle.told import Happened
from tests.oracle.world import Key, Person, World

Change = tuple[str, Key]


def changes(before: World, after: World, events: list[Happened], user: Key) -> list[Change]:
    """What one person hears of records, in no order."""
    could, can = _read(before, user), _read(after, user)
    touched = [key for event in events for key in event.touched]
    heard = list[Change]()
    for at, key in enumerate(touched):
        if key in touched[:at]:
            heard += [("UPDATED", key)] if key in can else []
        elif change := _one(before, after, key, could, can):
            heard.append(change)
    heard += [("GAINED", key) for key in can - could if key not in touched]
    return heard + [("LOST", key) for key in could - can if key not in touched]


def _read(world: World, user: Key) -> set[Key]:
    person: Person = world.people[user]
    return readable(world, person)


def _one(before: World, after: World, key: Key, could: set[Key], can: set[Key]) -> Change | None:
    if key in can and key not in could:
        return ("CREATED" if key not in before.records else "GAINED", key)
    if key in can:
        return ("UPDATED", key)
    if key in could:
        return ("LOST" if key in after.records else "DELETED", key)
    return None
