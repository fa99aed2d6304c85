"""Deals that an import brings."""

from orm.deal import Deal, DealStatus
from resolvers.importing.known import Known
from resolvers.importing.planned import Planned, check_closing
from resolvers.importing.responsible import set_responsibles
from resolvers.importing.shape import Shape, put_customer
from resolvers.roles import DEAL as ROLES


def fill(known: Known, planned: Planned) -> None:
    """Put on a deal its customer and phase, and who is responsible. Raises Refused."""
    deal, values = planned.record, planned.row.values
    set_responsibles(known, ROLES, deal, values)
    if "phase" in values or planned.new:
        phase = known.phase(values.get("phase"), values.get("pipeline"))
        if phase.id != deal.phase_id:
            deal.enter(phase.id)
    put_customer(known, planned)
    check_closing(planned, closed=deal.status is not DealStatus.OPEN)
    if deal.status is DealStatus.OPEN:
        deal.closing_reason = None


DEAL = Shape(Deal, "title", fill)
