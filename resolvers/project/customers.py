"""For whom a project is."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from notifications.events.project import ProjectCreated
from orm.errors import FeatureNotAvailable
from orm.project import Project, ProjectCustomer
from permissions.viewer import Viewer
from resolvers.visibility.stakeholders import customers_of, names_by_manager
from resolvers.write.authorization import readable
from resolvers.write.customer import READ, Named
from resolvers.write.errors import UserErrorCode, invalid


async def put_customers(viewer: Viewer, project: Project, named: Sequence[Named]) -> bool:
    """Make some the customers of a project, instead of those whom the viewer may read.

    Answers whether that changed anything. Raises Invalid and FeatureNotAvailable.
    """
    if any(not viewer.has(READ[kind].access.module) for kind, _ in named):
        raise FeatureNotAvailable
    rows = await ProjectCustomer.filter(project_id=project.id)
    now = {_named_by(row): row for row in rows}
    readable = await _readable(viewer, {*named, *now})
    if not readable.issuperset(named):
        raise invalid(UserErrorCode.NOT_FOUND, "There is no such customer.", "customers")
    new = [one for one in dict.fromkeys(named) if one not in now]
    gone = [row.id for one, row in now.items() if one in readable and one not in named]
    if gone:
        await ProjectCustomer.filter(id__in=gone).delete()
    for kind, id_ in new:
        columns = {f"{kind.lower()}_id": id_, "account_id": viewer.account_id}
        await ProjectCustomer.create(project_id=project.id, **columns)
    return bool(new or gone)


async def created_for(viewer: Viewer, project: Project) -> ProjectCreated:
    """That a project was created, to each account manager with the names of their companies."""
    names = await names_by_manager(
        await customers_of(project), second_responsibles=viewer.second_responsibles
    )
    own = {user: {"customer": of_theirs} for user, of_theirs in names.items()}
    return replace(ProjectCreated.to(project), own=own)


def _named_by(row: ProjectCustomer) -> Named:
    return ("Company", row.company_id) if row.company_id else ("Contact", row.contact_id or 0)


async def _readable(viewer: Viewer, named: Collection[Named]) -> set[Named]:
    """Those of some whom the viewer may read."""
    found: set[Named] = set()
    for kind, permission in READ.items():
        ids = [id_ for name, id_ in named if name == kind]
        if ids and permission.where(viewer) is not None:
            rows = await readable(viewer, permission.access, *ids).only("id")
            found |= {(kind, row.pk) for row in rows}
    return found
