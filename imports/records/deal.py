"""Deals that an import brings."""

from imports.change_set import PlannedRecord, check_closing
from imports.import_index import ImportIndex
from imports.record_importer import RecordImporter, put_customer
from imports.responsible import set_responsibles
from orm.deal import Deal, DealStatus
from resolvers.write.responsibles import DEAL as ROLES


def fill(known: ImportIndex, planned: PlannedRecord) -> None:
    """Put on a deal its customer and phase, and who is responsible. Raises RowRefused."""
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


DEAL = RecordImporter(Deal, "title", fill)
