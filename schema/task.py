"""The task in the schema."""

import datetime

import strawberry

from orm.record import RecordKind, ResponsibilityRole
from orm.task import Task as OrmTask
from permissions.task import TaskAccess
from reader.filters.comparisons import Between, IsNull
from reader.filters.responsible import ResponsibleThrough
from reader.sources.columns import Present
from reader.sources.related import OneOf
from resolvers import task as resolvers
from schema.project import Project
from schema.types.fields import (
    by_id,
    column,
    come,
    compare,
    entity,
    given,
    mutation,
    ref,
    related,
    text,
)
from schema.types.filters import DateRange, ResponsibleFilter
from schema.types.participant import PARTICIPANT, Participant
from schema.types.payload import (
    USER_ERRORS,
    DeleteByIdInput,
    DeletePayload,
    UserError,
    changes,
    written,
)
from schema.types.record import Node


@entity(
    OrmTask,
    TaskAccess,
    part_of=RecordKind.PROJECT,
    roles={ResponsibilityRole.TASK_ASSIGNEE: "user_id"},
)
@strawberry.type(description=f"Step of a project. Visible to {TaskAccess.read.words}.")
class Task(Node):
    """Step of a project."""

    project: Project = related("Project that the task belongs to.", "project")
    title: str = column("Title of the task.")
    assignee: Participant | None = come(
        "User or team that does the task; null if there is none.", OneOf(PARTICIPANT)
    )
    due_on: datetime.date | None = column("Day when the task is due; null if none is set.")
    done: bool = come("Whether the task is done.", Present("done_at"))
    done_at: datetime.datetime | None = column(
        "Time when the task was done; null if it is not done."
    )
    created_at: datetime.datetime = column("Time when the task was created.")


@strawberry.input(description="Filter for tasks; all conditions that are given must hold.")
class TaskFilter:
    """Filter for tasks; all conditions that are given must hold."""

    assignee: ResponsibleFilter | None = compare(
        "Condition on the user who does the task, or on the members of the team that does it.",
        ResponsibleThrough(OrmTask, "id", teams=True),
    )
    done: bool | None = compare("Whether the task is done.", IsNull("done_at", when=False))
    due_on: DateRange | None = compare(
        "Range of the day when the task is due.", Between("due_on", "date")
    )


@strawberry.type
class TaskQueries:
    """Queries for tasks."""

    task: Task | None = by_id("task")


@strawberry.input(description="Task to create.")
class CreateTaskInput:
    """Task to create."""

    project: strawberry.ID = ref("Id of the project that the task belongs to.", "Project")
    title: str = text("Title of the task.")
    assignee: strawberry.ID | None = ref(
        "Id of the user or team that does the task.", "User", "Team"
    )
    due_on: datetime.date | None = given("Day when the task is due.")


@strawberry.input(description=changes("a task"))
class UpdateTaskInput:
    """Changes to a task."""

    id: strawberry.ID = ref("Id of the task.", "Task")
    title: str | None = text("Title of the task.", null="is refused")
    assignee: strawberry.ID | None = ref(
        "Id of the user or team that does the task; null for nobody.", "User", "Team"
    )
    due_on: datetime.date | None = given("Day when the task is due.")


@strawberry.input(description="Task to complete or to reopen.")
class TaskInput:
    """Task to complete or to reopen."""

    id: strawberry.ID = ref("Id of the task.", "Task")


@strawberry.type(description="Result of a write to a task.")
class TaskPayload:
    """Result of a write to a task."""

    task: Task | None = strawberry.field(description=written("task"))
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class TaskMutations:
    """Mutations of tasks."""

    create_task: TaskPayload = mutation(
        "Add a task to a project.", resolvers.create, CreateTaskInput
    )
    update_task: TaskPayload = mutation("Change a task.", resolvers.update, UpdateTaskInput)
    delete_task: DeletePayload = mutation(
        "Delete a task.", resolvers.delete, DeleteByIdInput, "Task"
    )
    complete_task: TaskPayload = mutation("Mark a task as done.", resolvers.complete, TaskInput)
    reopen_task: TaskPayload = mutation("Mark a task as not done.", resolvers.reopen, TaskInput)
