"""What time brings."""

from tests.model.may import has_plan
from tests.model.world import TICKETS, Deal, Ticket
from tests.oracle.act import Act
from tests.oracle.doing.ticket import put


def elapse(act: Act, days: int) -> None:
    """Days go by: tickets that nobody answers are closed, deals that stand still need attention."""
    account = act.world.accounts[act.account]
    account.day += days
    # What the plan hides stays as it is.
    tickets = act.world.of(Ticket, act.account) if has_plan(account, TICKETS) else []
    for ticket in tickets:
        assert isinstance(ticket, Ticket)
        patience = act.world.shared_inboxes[ticket.inbox].patience
        waiting = ticket.status == "WAITING_FOR_CUSTOMER" and patience is not None
        if waiting and account.day - ticket.waits >= (patience or 0):
            put(act, ticket, "CLOSED")
            ticket.version += 1
    for deal in act.world.of(Deal, act.account):
        assert isinstance(deal, Deal)
        longest = act.world.attention.get(deal.phase)
        if deal.status != "OPEN" or deal.overdue or deal.entered is None or longest is None:
            continue
        if account.day - deal.entered >= longest:
            deal.overdue = True
            act.event_of("DEAL_NEEDS_ATTENTION", deal)
