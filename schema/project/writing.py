"""What can be written to projects."""

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
from schema.types.payload import CONFIRM, VERSION, WRITTEN, DeleteInput, DeletePayload, UserError

EDITORS = "Who may change it, beside its owners and administrators."
BUDGET = f"What it may cost. Writable by {ProjectAccess.read_financials.words}."
MARGIN = f"What is to be left of the budget. Writable by {ProjectAccess.read_financials.words}."
STATUS = "How far it is; it is closed with closeProject."


@strawberry.input(description="A project to be created.")
class CreateProjectInput:
    """A project to be created."""

    title: str = text("What it is called.")
    status: ProjectStatus | None = given(STATUS, null="is left out")
    customers: list[strawberry.ID] | None = ref(
        "For whom it is: companies and contacts.", "Company", "Contact", null="is left out"
    )
    owners: list[strawberry.ID] | None = ref(
        "Who is responsible for it beside the caller.", "User", null="is left out"
    )
    participants: list[strawberry.ID] | None = ref(
        "Who else takes part in it: users and teams.", "User", "Team", null="is left out"
    )
    editors: ProjectEditors | None = given(EDITORS, null="is left out")
    budget: MoneyInput | None = given(BUDGET)
    margin: MoneyInput | None = given(MARGIN)
    due_on: datetime.date | None = given("When it is to be done.")
    custom_fields: list[CustomFieldInput] | None = given(FIRST)


@strawberry.input(description="What is to be changed of a project; what is left out stays.")
class UpdateProjectInput:
    """What is to be changed of a project."""

    id: strawberry.ID = ref("Which.", "Project")
    version: int | None = given(VERSION, null="is left out")
    title: str | None = text("What it is called.", null="is refused")
    status: ProjectStatus | None = given(f"{STATUS} Another one opens it again.", null="is refused")
    customers: list[strawberry.ID] | None = ref(
        "For whom it is, instead of those that the viewer may read: companies and contacts.",
        *("Company", "Contact"),
        null="is refused",
    )
    editors: ProjectEditors | None = given(EDITORS, null="is refused")
    budget: MoneyInput | None = given(BUDGET)
    margin: MoneyInput | None = given(MARGIN)
    due_on: datetime.date | None = given("When it is to be done.")
    custom_fields: list[CustomFieldInput] | None = given(SET)


@strawberry.input(description="The project that is to be closed.")
class CloseProjectInput:
    """The project that is to be closed."""

    id: strawberry.ID = ref("Which.", "Project")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="Who is to own a project or take part in it, or no longer.")
class ProjectPersonInput:
    """Who is to own a project or take part in it, or no longer."""

    id: strawberry.ID = ref("Which project.", "Project")
    user: strawberry.ID | None = ref("Who.", "User")
    team: strawberry.ID | None = ref(
        "Which team, instead of a user; refused for an owner, since teams own nothing.", "Team"
    )
    version: int | None = given(VERSION, null="is left out")
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.type(description="What became of a write to a project.")
class ProjectPayload:
    """What became of a write to a project."""

    project: Project | None = strawberry.field(description=WRITTEN)
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class ProjectMutations:
    """The roots that write projects."""

    create_project: ProjectPayload = mutation(
        "Create a project; the caller is its first owner.", resolvers.create, CreateProjectInput
    )
    update_project: ProjectPayload = mutation(
        "Change a project.", resolvers.update, UpdateProjectInput
    )
    delete_project: DeletePayload = mutation(
        "Delete a project with its tasks.", resolvers.delete, DeleteInput, "Project"
    )
    close_project: ProjectPayload = mutation("Close a project.", resolvers.close, CloseProjectInput)
    add_project_owner: ProjectPayload = mutation(
        "Make a user responsible for a project, beside those who are.",
        people.add_owner,
        ProjectPersonInput,
    )
    remove_project_owner: ProjectPayload = mutation(
        "Make a user no longer responsible for a project; the last one stays.",
        people.remove_owner,
        ProjectPersonInput,
    )
    add_project_participant: ProjectPayload = mutation(
        "Let a user or a team take part in a project.", people.add_participant, ProjectPersonInput
    )
    remove_project_participant: ProjectPayload = mutation(
        "Let a user or a team no longer take part in a project.",
        people.remove_participant,
        ProjectPersonInput,
    )
