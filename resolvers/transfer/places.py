"""The table of every place where people are responsible."""

from collections.abc import Iterator

from orm.record import Record, RecordKind
from orm.record import ResponsibilityRole as Role
from orm.user import Module
from permissions.record import ACCESS
from permissions.rule import Access
from resolvers.transfer.columns import Column
from resolvers.transfer.place import Place
from resolvers.transfer.tables import Owners, Participants, Tasks, Values

PROJECTS = Module.PROJECTS


def _columns(access: type[Access[Record]]) -> Iterator[Column]:
    """The places that are columns of a kind of record, as its model says."""
    model = access.model
    for role, column in model.roles.items():
        required = not model._meta.fields_map[column.removesuffix("_id")].null
        yield Column(role, access.module, model=model, required=required)


_PLACES: tuple[Place, ...] = (
    *(place for access in ACCESS.values() for place in _columns(access)),
    Owners(Role.PROJECT_OWNER, PROJECTS),
    Participants(Role.PROJECT_PARTICIPANT, PROJECTS, "PARTICIPATION"),
    Tasks(Role.TASK_ASSIGNEE, PROJECTS, "TASK"),
    # Being named in a field needs nothing, and opens nothing.
    Values(Role.CUSTOM_FIELD, None, "CUSTOM_FIELD"),
)
#: In the order of the roles.
PLACES = {role: place for role in Role for place in _PLACES if place.role is role}


def kinds_with(modules: frozenset[Module]) -> list[RecordKind]:
    """The kinds of record that some modules have."""
    return [kind for kind, access in ACCESS.items() if access.module in modules]
