"""The table of every place where people are responsible."""

from orm.company import Company
from orm.deal import Deal
from orm.record import RecordKind
from orm.record import ResponsibilityRole as Role
from orm.ticket import Ticket
from orm.user import Module
from permissions.record import ACCESS
from resolvers.transfer.columns import Column
from resolvers.transfer.place import Place
from resolvers.transfer.tables import Owners, Participants, Tasks, Values

CRM, DEALS = Module.COMPANIES_AND_CONTACTS, Module.DEALS
PROJECTS, TICKETS = Module.PROJECTS, Module.TICKETS

PLACES: dict[Role, Place] = {
    place.role: place
    for place in (
        Column(Role.ACCOUNT_MANAGER, CRM, model=Company),
        Column(Role.SECOND_ACCOUNT_MANAGER, CRM, model=Company),
        Column(Role.ASSIGNED_TO, DEALS, model=Deal, required=True),
        Column(Role.SECOND_ASSIGNED_TO, DEALS, model=Deal),
        Owners(Role.PROJECT_OWNER, PROJECTS),
        Participants(Role.PROJECT_PARTICIPANT, PROJECTS, "PARTICIPATION"),
        Tasks(Role.TASK_ASSIGNEE, PROJECTS, "TASK"),
        Column(Role.TICKET_ASSIGNEE, TICKETS, model=Ticket),
        # Being named in a field needs nothing, and opens nothing.
        Values(Role.CUSTOM_FIELD, None, "CUSTOM_FIELD"),
    )
}


def kinds_with(modules: frozenset[Module]) -> list[RecordKind]:
    """The kinds of record that some modules have."""
    return [kind for kind, access in ACCESS.items() if access.module in modules]
