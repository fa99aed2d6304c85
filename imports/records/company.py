"""Companies that an import brings."""

from imports.change_set import Planned
from imports.import_index import Known
from imports.record_importer import Shape
from imports.responsible import set_responsibles
from orm.company import Company
from resolvers.write.responsibles import COMPANY as ROLES


def fill(known: Known, planned: Planned) -> None:
    """Put on a company who manages it. Raises Refused."""
    set_responsibles(known, ROLES, planned.record, planned.row.values)


COMPANY = Shape(Company, "name", fill)
