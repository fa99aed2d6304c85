"""What is done to the quotations of a deal."""

from tests.model.may import has, reads_part
from tests.model.world import DEALS, Deal, Key, Quotation
from tests.oracle.act import Act, Stop


def create(act: Act, deal: Key, title: str) -> None:
    """Add a quotation to a deal."""
    row = act.updating(Deal, deal)
    act.world.parts[act.new] = Quotation(act.new, act.account, deal, title)
    act.event_of("QUOTATION_CREATED", row)


def update(act: Act, id: Key, title: str) -> None:
    """Call an open one something else."""
    quotation, deal = _found(act, id)
    if quotation.status != "OPEN":
        act.refuse("INVALID")
    if quotation.title != title:
        quotation.title = title
        act.event_of("QUOTATION_UPDATED", deal)


def accept(act: Act, id: Key) -> None:
    """The customer accepted it."""
    _end(act, id, "ACCEPTED", "QUOTATION_ACCEPTED")


def refuse(act: Act, id: Key) -> None:
    """The customer refused it."""
    _end(act, id, "REFUSED", "QUOTATION_UPDATED")


def _end(act: Act, id: Key, status: str, event: str) -> None:
    quotation, deal = _found(act, id)
    if quotation.status != "OPEN":
        act.refuse("INVALID")
    quotation.status = status
    act.event_of(event, deal)


def delete(act: Act, id: Key) -> None:
    """Delete it."""
    _, deal = _found(act, id)
    del act.world.parts[id]
    act.event_of("QUOTATION_DELETED", deal)


def _found(act: Act, id: Key) -> tuple[Quotation, Deal]:
    if not has(act.world, act.viewer, DEALS):
        raise Stop("FEATURE_NOT_AVAILABLE")
    quotation = act.world.parts.get(id)
    if not isinstance(quotation, Quotation) or not reads_part(act.world, act.viewer, quotation):
        raise Stop("NOT_FOUND")
    deal = act.world.records[quotation.record]
    assert isinstance(deal, Deal)
    return quotation, deal
