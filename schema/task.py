"""A task, as clients see it."""

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
from schema.types.payload import WRITTEN, DeleteByIdInput, DeletePayload, UserError
from schema.types.record import Node


@entity(
    OrmTask,
    TaskAccess,
    part_of=RecordKind.PROJECT,
    roles={ResponsibilityRole.TASK_ASSIGNEE: "user_id"},
)
@strawberry.type(description=f"A step of a project. Visible to {TaskAccess.read.words}.")
class Task(Node):
    """A step of a project."""

    project: Project = related("The project that it is a step of.", "project")
    title: str = column("What is to be done.")
    assignee: Participant | None = come(
        "Who does it: a user, somebody of a team, or nobody yet.", OneOf(PARTICIPANT)
    )
    due_on: datetime.date | None = column("When it is to be done.")
    done: bool = come("Whether it is done.", Present("done_at"))
    done_at: datetime.datetime | None = column("When it was done.")
    created_at: datetime.datetime = column("When it was created.")


@strawberry.input(description="Which tasks; all that is said must hold.")
class TaskFilter:
    """Which tasks."""

    assignee: ResponsibleFilter | None = compare(
        "Who does it, by themselves or with their team.",
        ResponsibleThrough(OrmTask, "id", teams=True),
    )
    done: bool | None = compare("Whether it is done.", IsNull("done_at", when=False))
    due_on: DateRange | None = compare("When it is to be done.", Between("due_on", "date"))


@strawberry.type
class TaskQueries:
    """The roots that read tasks."""

    task: Task | None = by_id("A task.")


@strawberry.input(description="A task to be created.")
class CreateTaskInput:
    """A task to be created."""

    project: strawberry.ID = ref("The project that it is a step of.", "Project")
    title: str = text("What is to be done.")
    assignee: strawberry.ID | None = ref("Who does it: a user or a team.", "User", "Team")
    due_on: datetime.date | None = given("When it is to be done.")


@strawberry.input(description="What is to be changed of a task; what is left out stays.")
class UpdateTaskInput:
    """What is to be changed of a task."""

    id: strawberry.ID = ref("Which.", "Task")
    title: str | None = text("What is to be done.", null="is refused")
    assignee: strawberry.ID | None = ref(
        "Who does it: a user or a team; null for nobody.", "User", "Team"
    )
    due_on: datetime.date | None = given("When it is to be done.")


@strawberry.input(description="The task that something happens to.")
class TaskInput:
    """The task that something happens to."""

    id: strawberry.ID = ref("Which.", "Task")


@strawberry.type(description="What became of a write to a task.")
class TaskPayload:
    """What became of a write to a task."""

    task: Task | None = strawberry.field(description=WRITTEN)
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class TaskMutations:
    """The roots that write tasks."""

    create_task: TaskPayload = mutation(
        "Add a task to a project.", resolvers.create, CreateTaskInput
    )
    update_task: TaskPayload = mutation("Change a task.", resolvers.update, UpdateTaskInput)
    delete_task: DeletePayload = mutation(
        "Delete a task.", resolvers.delete, DeleteByIdInput, "Task"
    )
    complete_task: TaskPayload = mutation("Say that a task is done.", resolvers.complete, TaskInput)
    reopen_task: TaskPayload = mutation(
        "Say that a task is not done after all.", resolvers.reopen, TaskInput
    )
