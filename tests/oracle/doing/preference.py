"""What somebody wants to be told of, and what they do with it."""

from tests.model.told import TABLE
from tests.model.world import Told
from tests.oracle.act import Act


def put(act: Act, event: str, wanted: bool) -> None:
    """Say whether one wants to be told of a kind of event."""
    if not TABLE[event]:
        act.refuse("INVALID")
    act.world.wanted[act.viewer.id, event] = wanted


def mark_read(act: Act, up_to: int) -> None:
    """Say that one has read all up to a number."""
    for told in _unread(act, up_to):
        told.read = True


def snooze(act: Act, up_to: int, until: int | None) -> None:
    """Put off what one has not read up to a number, for so many days, or no longer."""
    if until is not None and until < 0:
        act.refuse("INVALID")
    for told in _unread(act, up_to):
        told.snoozed = None if until is None else act.today + until


def _unread(act: Act, up_to: int) -> list[Told]:
    inbox = act.world.inboxes.get(act.viewer.id, [])
    return [it for it in inbox if it.sequence <= up_to and not it.read]
