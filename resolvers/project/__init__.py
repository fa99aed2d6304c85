"""What happens to projects."""

import datetime
from collections.abc import Sequence

from notifications.events.project import ProjectClosed, ProjectDeleted, ProjectUpdated
from orm.project import Project, ProjectStatus
from orm.record import Columns
from permissions.project import ProjectAccess
from permissions.viewer import Viewer
from resolvers import invoice
from resolvers.custom_field.value import Fields, put_all, put_first
from resolvers.project.customers import created_for, put_customers
from resolvers.project.people import put_owners, put_participants
from resolvers.write.authorization import require
from resolvers.write.customer import Named
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.money import money
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import deleting, transaction, updating, updating_related

AMOUNTS = ("budget", "margin")


async def create(
    viewer: Viewer,
    *,
    customers: Sequence[Named] = (),
    owners: Sequence[int] = (),
    participants: Sequence[tuple[str, int]] = (),
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Create a project; whoever creates it is its first owner."""
    project = Project(account_id=viewer.account_id)
    async with transaction(viewer, ProjectAccess.create) as work:
        accounting = any(columns.get(name) is not None for name in AMOUNTS)
        _set(project, columns)
        puts = await put_first(viewer, project, custom_fields)
        await work.create(project, puts)
        await put_owners(viewer, project, owners)
        await work.write_holders(project)
        if accounting:
            await require(viewer, ProjectAccess.read_financials, project)
        await put_participants(viewer, project, participants)
        await put_customers(viewer, project, customers)
        work.emit(await created_for(viewer, project))
    return int(project.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    version: int | None = None,
    customers: Sequence[Named] | None = None,
    custom_fields: Fields = None,
    **columns: object,
) -> int:
    """Change what is known of a project."""
    async with updating_related(viewer, ProjectAccess.update, id, version=version) as (
        project,
        emit,
    ):
        if any(name in columns for name in AMOUNTS):
            await require(viewer, ProjectAccess.read_financials, project)
        before = Snapshot.of(project)
        _set(project, columns)
        others = customers is not None and await put_customers(viewer, project, customers)
        puts = await put_all(viewer, project, custom_fields)
        if others or puts or before.changed(project):
            emit(ProjectUpdated.to(project), puts)
    return id


async def close(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Close a project."""
    async with updating(viewer, ProjectAccess.update, id, version=version) as (project, emit):
        if project.status is ProjectStatus.CLOSED:
            raise invalid(UserErrorCode.INVALID, "It is closed already.", "id")
        project.status = ProjectStatus.CLOSED
        project.closed_at = datetime.datetime.now(datetime.UTC)
        emit(ProjectClosed.to(project))
    return id


async def delete(viewer: Viewer, *, id: int, version: int | None = None) -> int:
    """Delete a project with its tasks; its invoices stay."""
    async with deleting(viewer, ProjectAccess.delete, id, version=version) as (project, emit):
        emit(ProjectDeleted.to(project, also=await invoice.leave(project)))
    return id


def _set(project: Project, columns: Columns) -> None:
    """Put what was given on a project. Raises Invalid."""
    status = columns.get("status", project.status)
    if status is not ProjectStatus.CLOSED:
        project.closed_at = None
    elif project.status is not ProjectStatus.CLOSED:
        raise invalid(UserErrorCode.INVALID, "A project is closed with closeProject.", "status")
    _set_amounts(project, columns)
    project.update_from_dict(columns)


def _set_amounts(project: Project, columns: Columns) -> None:
    """Put the budget and the margin on a project, which has one currency. Raises Invalid."""
    given = {
        name: money(columns.pop(name), project.currency, name)
        for name in AMOUNTS
        if name in columns
    }
    currencies = {currency for cents, currency in given.values() if cents is not None}
    for name in AMOUNTS:
        if name in given:
            setattr(project, f"{name}_cents", given[name][0])
        elif getattr(project, f"{name}_cents") is not None:
            currencies.add(project.currency)
    if len(currencies) > 1:
        message = "Budget and margin are in one currency."
        raise invalid(UserErrorCode.INVALID, message, list(given)[-1], "currency")
    if currencies and given:
        project.currency = currencies.pop()
