"""What only administrators do, and nobody is told of."""

from tests.oracle.act import Act
from tests.oracle.world import TICKETS


def create_inbox(act: Act, name: str) -> None:
    """Create a shared inbox, which nobody may who is no administrator."""
    act.with_module(TICKETS)
    act.as_admin()
    names = act.world.inbox_names[act.account]
    if name in names:
        act.refuse("DUPLICATE")
    names.add(name)


def invite(act: Act, email: str) -> None:
    """Add a user; one of the same address is there already."""
    act.as_admin()
    act.refuse("DUPLICATE")
