"""What is noted about records."""

from tests.model.world import Key, Note, Record
from tests.oracle.act import Act


def add(act: Act, record: Key, mentions: list[Key]) -> None:
    """Note something about a record, and mention people."""
    row = act.reading(Record, record)
    for user in mentions:
        act.pick(user, None)
    act.world.parts[act.new] = Note(
        act.new, act.account, record, act.viewer.id, frozenset(mentions)
    )
    act.event_of("NOTE_ADDED", row, concerns=set(mentions))
