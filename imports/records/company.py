"""Companies that an import brings."""

from imports.change_set import PlannedRecord
from imports.import_index import ImportIndex
from imports.record_importer import RecordImporter
from imports.responsible import set_responsibles
from orm.company import Company
from resolvers.write.responsibles import COMPANY as ROLES


def fill(known: ImportIndex, planned: PlannedRecord) -> None:
    """Put on a company who manages it. Raises RowRefused."""
    set_responsibles(known, ROLES, planned.record, planned.row.values)


COMPANY = RecordImporter(Company, "name", fill)
