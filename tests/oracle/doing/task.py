"""What is done to the tasks of a project."""

from tests.model.may import has, reads_part, updates
from tests.model.world import PROJECTS, Key, Project, Task
from tests.oracle.act import Act, Stop
from tests.oracle.doing.project import pick_participant


def create(act: Act, project: Key, assignee: Key | None = None) -> None:
    """Add a task to a project."""
    row = act.updating(Project, project)
    if assignee is not None:
        pick_participant(act, assignee)
    act.world.parts[act.new] = Task(act.new, act.account, project, assignee)
    act.event_of("TASK_CREATED", row)


def complete(act: Act, id: Key) -> None:
    """Say that it is done."""
    task, project = _found(act, id)
    if not task.done:
        task.done = True
        act.event_of("TASK_UPDATED", project)


def delete(act: Act, id: Key) -> None:
    """Delete it."""
    _, project = _found(act, id)
    del act.world.parts[id]
    act.event_of("TASK_DELETED", project)


def _found(act: Act, id: Key) -> tuple[Task, Project]:
    if not has(act.world, act.viewer, PROJECTS):
        raise Stop("FEATURE_NOT_AVAILABLE")
    task = act.world.parts.get(id)
    if not isinstance(task, Task) or not reads_part(act.world, act.viewer, task):
        raise Stop("NOT_FOUND")
    project = act.world.records[task.record]
    assert isinstance(project, Project)
    if not updates(act.world, act.viewer, project):
        raise Stop("FORBIDDEN")
    return task, project
