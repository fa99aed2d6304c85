"""Companies that an import brings."""

from orm.company import Company
from resolvers.importing.known import Known
from resolvers.importing.planned import Planned
from resolvers.importing.responsible import set_responsibles
from resolvers.importing.shape import Shape
from resolvers.roles import COMPANY as ROLES


def fill(known: Known, planned: Planned) -> None:
    """Put on a company who manages it. Raises Refused."""
    set_responsibles(known, ROLES, planned.record, planned.row.values)


COMPANY = Shape(Company, "name", fill)
