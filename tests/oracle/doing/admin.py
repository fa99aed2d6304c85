"""What only administrators do, and nobody is told of."""

from tests.oracle.act import Act
from tests.oracle.world import TICKETS, Inbox


def create_inbox(act: Act, name: str, days: int | None = None) -> None:
    """Create a shared inbox, which nobody may who is no administrator."""
    act.with_module(TICKETS)
    act.as_admin()
    inbox = Inbox(act.new, act.account, name, days)
    if any(
        (it.name, it.account) == (name, act.account) for it in act.world.shared_inboxes.values()
    ):
        act.refuse("DUPLICATE")
    act.world.shared_inboxes[act.new] = inbox


def invite(act: Act, email: str) -> None:
    """Add a user; one of the same address is there already."""
    act.as_admin()
    act.refuse("DUPLICATE")
