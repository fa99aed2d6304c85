"""What only administrators do, and nobody is told of."""

from tests.model.world import TICKETS, Inbox, Key, Ticket
from tests.oracle.act import UNSET, Act, Stop


def create_inbox(act: Act, name: str, days: int | None = None) -> None:
    """Create a shared inbox, which nobody may who is no administrator."""
    act.with_module(TICKETS)
    act.as_admin()
    _call(act, Inbox(act.new, act.account, name, days), name)


def update_inbox(act: Act, id: Key, name: str = UNSET, days: int | None = UNSET) -> None:
    """Change what an inbox is called, or how long it waits."""
    inbox = _inbox(act, id)
    _call(act, inbox, inbox.name if name is UNSET else name)
    inbox.patience = inbox.patience if days is UNSET else days


def delete_inbox(act: Act, id: Key) -> None:
    """Delete an inbox that no ticket is in."""
    _inbox(act, id)
    if any(isinstance(it, Ticket) and it.inbox == id for it in act.world.records.values()):
        act.refuse("INVALID")
    del act.world.shared_inboxes[id]


def _call(act: Act, inbox: Inbox, name: str) -> None:
    others = [it for it in act.world.shared_inboxes.values() if it.id != inbox.id]
    if name in [it.name for it in others if it.account == act.account]:
        act.refuse("DUPLICATE")
    inbox.name = name
    act.world.shared_inboxes[inbox.id] = inbox


def _inbox(act: Act, id: Key) -> Inbox:
    act.with_module(TICKETS)
    inbox = act.world.shared_inboxes.get(id)
    if inbox is None or inbox.account != act.account:
        raise Stop("NOT_FOUND")
    act.as_admin()
    return inbox


def invite(act: Act, email: str) -> None:
    """Add a user; one of the same address is there already."""
    act.as_admin()
    act.refuse("DUPLICATE")
