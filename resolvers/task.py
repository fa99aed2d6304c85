"""What happens to the tasks of projects."""

import datetime

from notifications.events.project import TaskCreated, TaskDeleted, TaskUpdated
from orm.project import Project
from orm.task import Task
from orm.user import Module
from permissions.project import ProjectAccess
from permissions.task import TaskAccess
from permissions.team import TeamAccess
from permissions.viewer import Viewer
from resolvers.write.lookup import find_assignee, find_row
from resolvers.write.responsibles import UNSET, Unset
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import deleting, updating

#: A type and an id, as an input has read them.
Named = tuple[str, int]


async def create(
    viewer: Viewer, *, project: int, assignee: Named | None = None, **columns: object
) -> int:
    """Add a task to a project; that is a change of the project."""
    async with updating(viewer, ProjectAccess.update, project) as (row, emit):
        task = Task(account_id=viewer.account_id, project_id=row.id, **columns)
        await _assign(viewer, task, assignee)
        await task.save()
        emit(TaskCreated.to(row))
    return int(task.id)


async def update(
    viewer: Viewer, *, id: int, assignee: Named | Unset | None = UNSET, **columns: object
) -> int:
    """Change what is known of a task."""
    async with updating(viewer, TaskAccess.update, id) as (task, emit):
        before = Snapshot.of(task)
        if not isinstance(assignee, Unset):
            await _assign(viewer, task, assignee)
        task.update_from_dict(columns)
        if before.changed(task):
            emit(TaskUpdated.to(await Project.get(id=task.project_id)))
    return id


async def complete(viewer: Viewer, *, id: int) -> int:
    """Say that a task is done."""
    async with updating(viewer, TaskAccess.update, id) as (task, emit):
        if task.done_at is None:
            task.done_at = datetime.datetime.now(datetime.UTC)
            emit(TaskUpdated.to(await Project.get(id=task.project_id)))
    return id


async def reopen(viewer: Viewer, *, id: int) -> int:
    """Say that a task is not done after all."""
    async with updating(viewer, TaskAccess.update, id) as (task, emit):
        if task.done_at is not None:
            task.done_at = None
            emit(TaskUpdated.to(await Project.get(id=task.project_id)))
    return id


async def delete(viewer: Viewer, *, id: int) -> int:
    """Delete a task."""
    async with deleting(viewer, TaskAccess.delete, id) as (task, emit):
        emit(TaskDeleted.to(await Project.get(id=task.project_id)))
    return id


async def _assign(viewer: Viewer, task: Task, named: Named | None) -> None:
    """Put a user or a team, or neither, on a task; who has it already may stay. Raises Invalid."""
    ids = dict([named] if named else ())
    user, team = ids.get("User"), ids.get("Team")
    if user is not None and user != task.user_id:
        await find_assignee(viewer, user, module=Module.PROJECTS, path="assignee")
    if team is not None and team != task.team_id:
        await find_row(viewer, TeamAccess.read, team, path="assignee")
    task.user_id, task.team_id = user, team
