"""What somebody wants to be told of."""

from tests.oracle.act import Act
from tests.oracle.told import TABLE


def put(act: Act, event: str, wanted: bool) -> None:
    """Say whether one wants to be told of a kind of event."""
    if not TABLE[event]:
        act.refuse("INVALID")
    act.world.wanted[act.viewer.id, event] = wanted
