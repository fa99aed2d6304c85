"""Projects that an import brings, with their people and customers."""

from imports.change_set import Planned, check_closing
from imports.import_index import Known
from imports.links import Tie, Tied
from imports.record_importer import Shape
from imports.row import Refused
from orm.project import Project, ProjectCustomer, ProjectOwner, ProjectParticipant, ProjectStatus
from orm.record import ResponsibilityRole
from orm.user import Module, User

OWNER = ResponsibilityRole.PROJECT_OWNER
TIES = (
    Tie(ProjectOwner, "project_id", "user_id", "owners", OWNER),
    Tie(ProjectParticipant, "project_id", "user_id", "participants"),
    Tie(ProjectParticipant, "project_id", "team_id", "participating_teams"),
    Tie(ProjectCustomer, "project_id", "company_id", "companies"),
    Tie(ProjectCustomer, "project_id", "contact_id", "contacts"),
)


def fill(known: Known, planned: Planned) -> None:
    """Put on a project its people and customers. Raises Refused."""
    values, ties = planned.row.values, planned.ties
    things = {
        "owners": lambda name: _person(known, ties["owners"], name),
        "participants": lambda name: _person(known, ties["participants"], name),
        "participating_teams": known.team,
        "companies": known.company,
        "contacts": known.contact,
    }
    for called, thing in things.items():
        if called in values:
            ties[called].want([(thing(name), {}) for name in values[called]])
    if not ties["owners"].count:
        raise Refused("Somebody has to own it.")
    check_closing(planned, closed=planned.record.status is ProjectStatus.CLOSED)


def _person(known: Known, tied: Tied, name: str) -> User:
    """A user whom a row names; who is there already may stay. Raises Refused."""
    user = known.user(name)
    return user if user.id in tied.had else known.responsible(name, Module.PROJECTS)


PROJECT = Shape(Project, "title", fill, TIES)
