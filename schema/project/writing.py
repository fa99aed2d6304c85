"""Mutations of projects."""

import datetime

import strawberry

from orm.project import ProjectEditors, ProjectStatus
from permissions.project import ProjectAccess
from resolvers import project as resolvers
from resolvers.project import people
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.project import Project
from schema.types.fields import given, mutation, ref, text
from schema.types.money import MoneyInput
from schema.types.payload import (
    CONFIRM,
    USER_ERRORS,
    VERSION,
    DeleteInput,
    DeletePayload,
    UserError,
    changes,
    written,
)

EDITORS = "Users who may change the project, in addition to its owners and administrators"
BUDGET = (
    f"Highest cost that the project may have. Writable by {ProjectAccess.read_financials.words}."
)
MARGIN = (
    "Part of the budget that is to remain in the end, in the same currency. Writable by"
    f" {ProjectAccess.read_financials.words}."
)
STATUS = "Status of the project. To close it, use closeProject."


@strawberry.input(description="Project to create.")
class CreateProjectInput:
    """Project to create."""

    title: str = text("Title of the project.")
    status: ProjectStatus | None = given(STATUS, null="is left out")
    customers: list[strawberry.ID] | None = ref(
        "Ids of the companies and contacts that the project is for.",
        "Company",
        "Contact",
        null="is left out",
    )
    owners: list[strawberry.ID] | None = ref(
        "Ids of more owners. The viewer always becomes an owner.",
        "User",
        null="is left out",
    )
    participants: list[strawberry.ID] | None = ref(
        "Ids of the users and teams who take part in the project.",
        "User",
        "Team",
        null="is left out",
    )
    editors: ProjectEditors | None = given(f"{EDITORS}; OWNERS if left out.", null="is left out")
    budget: MoneyInput | None = given(BUDGET)
    margin: MoneyInput | None = given(MARGIN)
    due_on: datetime.date | None = given("Day when the project is due.")
    custom_fields: list[CustomFieldInput] | None = given(FIRST)


@strawberry.input(description=changes("a project"))
class UpdateProjectInput:
    """Changes to a project."""

    id: strawberry.ID = ref("Id of the project.", "Project")
    version: int | None = given(VERSION, null="is left out")
    title: str | None = text("Title of the project.", null="is refused")
    status: ProjectStatus | None = given(
        f"{STATUS} Any other status opens a closed project again.", null="is refused"
    )
    customers: list[strawberry.ID] | None = ref(
        "Ids of all companies and contacts that the project is for. Customers that the viewer"
        " may not read stay.",
        *("Company", "Contact"),
        null="is refused",
    )
    editors: ProjectEditors | None = given(f"{EDITORS}.", null="is refused")
    budget: MoneyInput | None = given(BUDGET)
    margin: MoneyInput | None = given(MARGIN)
    due_on: datetime.date | None = given("Day when the project is due.")
    custom_fields: list[CustomFieldInput] | None = given(SET)


@strawberry.input(description="Project to close.")
class CloseProjectInput:
    """Project to close."""

    id: strawberry.ID = ref("Id of the project.", "Project")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(
    description="Owner or participant to add to a project, or to remove. Give either user or team."
)
class ProjectPersonInput:
    """Owner or participant to add to a project, or to remove. Give either user or team."""

    id: strawberry.ID = ref("Id of the project.", "Project")
    user: strawberry.ID | None = ref("Id of the user.", "User")
    team: strawberry.ID | None = ref(
        "Id of the team. A team can be a participant, but not an owner.", "Team"
    )
    version: int | None = given(VERSION, null="is left out")
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.type(description="Result of a write to a project.")
class ProjectPayload:
    """Result of a write to a project."""

    project: Project | None = strawberry.field(description=written("project"))
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class ProjectMutations:
    """Mutations of projects."""

    create_project: ProjectPayload = mutation(
        "Create a project; the viewer becomes its first owner.",
        resolvers.create,
        CreateProjectInput,
    )
    update_project: ProjectPayload = mutation(
        "Change a project.", resolvers.update, UpdateProjectInput
    )
    delete_project: DeletePayload = mutation(
        "Delete a project with its tasks; its invoices stay.",
        resolvers.delete,
        DeleteInput,
        "Project",
    )
    close_project: ProjectPayload = mutation("Close a project.", resolvers.close, CloseProjectInput)
    add_project_owner: ProjectPayload = mutation(
        "Add an owner to a project.",
        people.add_owner,
        ProjectPersonInput,
    )
    remove_project_owner: ProjectPayload = mutation(
        "Remove an owner from a project. The last active owner cannot be removed.",
        people.remove_owner,
        ProjectPersonInput,
    )
    add_project_participant: ProjectPayload = mutation(
        "Add a participant to a project.", people.add_participant, ProjectPersonInput
    )
    remove_project_participant: ProjectPayload = mutation(
        "Remove a participant from a project.",
        people.remove_participant,
        ProjectPersonInput,
    )
