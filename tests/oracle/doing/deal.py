"""What is done to deals."""

from tests.model import may
from tests.model.world import CRM, DEALS, Company, Contact, Deal, Invoice, Key, Ticket
from tests.oracle.act import UNSET, Act
from tests.oracle.doing.company import remove
from tests.oracle.doing.roles import set_roles


def create(
    act: Act,
    title: str,
    customer: Key | None = None,
    first: Key | None = UNSET,
    second: Key | None = UNSET,
    confirmed: bool = False,
) -> None:
    """Create a deal; whoever does is responsible, if nobody is named."""
    act.with_module(DEALS)
    deal = Deal(act.new, act.account, title, phase=act.world.phases[act.account][0])
    deal.entered = act.today
    put_customer(act, deal, customer)
    set_roles(act, deal, act.viewer.id if first is UNSET else first, second)
    act.world.records[act.new] = deal
    act.keep_access(deal, confirmed=confirmed)
    act.event_of("DEAL_CREATED", deal)


def update(
    act: Act,
    id: Key,
    title: str = UNSET,
    customer: Key | None = UNSET,
    version: int | None = None,
    confirmed: bool = False,
) -> None:
    """Change what a deal is called, or whom it is for."""
    deal = act.updating(Deal, id, version)
    before = (deal.label, deal.customer)
    if title is not UNSET:
        deal.label = title
    if customer is not UNSET:
        put_customer(act, deal, customer)
    if (deal.label, deal.customer) != before:
        deal.version += 1
        act.event_of("DEAL_UPDATED", deal)
    act.keep_access(deal, confirmed=confirmed)


def put_customer(act: Act, record: Deal | Invoice | Ticket, customer: Key | None) -> None:
    """Say for whom something is; whoever does not see a customer neither names nor takes it."""
    if customer is not None:
        act.names(CRM)
    if customer is not None and not _sees_customer(act, customer):
        act.refuse("NOT_FOUND")
    if customer is not None or _sees_customer(act, record.customer or ""):
        record.customer = customer


def _sees_customer(act: Act, key: Key) -> bool:
    found = act.world.records.get(key)
    return isinstance(found, Company | Contact) and may.reads(act.world, act.viewer, found)


def assign(
    act: Act,
    id: Key,
    first: Key | None = UNSET,
    second: Key | None = UNSET,
    confirmed: bool = False,
) -> None:
    """Make others responsible for a deal."""
    deal = act.updating(Deal, id)
    if set_roles(act, deal, first, second):
        deal.version += 1
        act.event_of("DEAL_REASSIGNED", deal)
    act.keep_access(deal, confirmed=confirmed)


def move(act: Act, id: Key, phase: Key) -> None:
    """Take a deal to another phase."""
    deal = act.updating(Deal, id)
    if phase not in act.world.phases[act.account]:
        act.refuse("NOT_FOUND")
    if deal.status != "OPEN":
        act.refuse("INVALID")
    if phase != deal.phase:
        deal.phase, deal.entered, deal.overdue = phase, act.today, False
        deal.version += 1
        act.event_of("DEAL_MOVED", deal)


def close(act: Act, id: Key, status: str) -> None:
    """Close a deal as won or lost."""
    deal = act.updating(Deal, id)
    if status == "OPEN" or deal.status != "OPEN":
        act.refuse("INVALID")
    deal.status = status
    deal.version += 1
    act.event_of("DEAL_WON" if status == "WON" else "DEAL_LOST", deal)


def delete(act: Act, id: Key) -> None:
    """Delete a deal."""
    deal = act.deleting(Deal, id)
    remove(act, deal.id)
    invoices = [
        it for it in act.world.records.values() if isinstance(it, Invoice) and it.deal == id
    ]
    for invoice in invoices:
        invoice.deal = None
        invoice.version += 1
    act.event_of("DEAL_DELETED", deal, many=[it.id for it in invoices])
