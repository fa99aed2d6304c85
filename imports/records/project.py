"""Projects that an import brings, with their people and customers."""

from imports.change_set import PlannedRecord, check_closing
from imports.import_index import ImportIndex
from imports.links import Link, LinkedRows
from imports.record_importer import RecordImporter
from imports.row import RowRefused
from orm.project import Project, ProjectCustomer, ProjectOwner, ProjectParticipant, ProjectStatus
from orm.record import ResponsibilityRole
from orm.user import Module, User

OWNER = ResponsibilityRole.PROJECT_OWNER
TIES = (
    Link(ProjectOwner, "project_id", "user_id", "owners", OWNER),
    Link(ProjectParticipant, "project_id", "user_id", "participants"),
    Link(ProjectParticipant, "project_id", "team_id", "participating_teams"),
    Link(ProjectCustomer, "project_id", "company_id", "companies"),
    Link(ProjectCustomer, "project_id", "contact_id", "contacts"),
)


def fill(known: ImportIndex, planned: PlannedRecord) -> None:
    """Put on a project its people and customers. Raises RowRefused."""
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
        raise RowRefused("Somebody has to own it.")
    check_closing(planned, closed=planned.record.status is ProjectStatus.CLOSED)


def _person(known: ImportIndex, tied: LinkedRows, name: str) -> User:
    """A user whom a row names; who is there already may stay. Raises RowRefused."""
    user = known.user(name)
    return user if user.id in tied.had else known.responsible(name, Module.PROJECTS)


PROJECT = RecordImporter(Project, "title", fill, TIES)
