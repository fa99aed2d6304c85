"""The project in the schema."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.project import (
    Project as OrmProject,
)
from orm.project import (
    ProjectCustomer,
    ProjectEditors,
    ProjectParticipant,
    ProjectStatus,
)
from orm.record import ResponsibilityRole
from permissions.project import ProjectAccess
from reader.sources.columns import Embedded
from reader.sources.many import Many
from reader.sources.related import SeveralOf
from schema.project.listing import ProjectFilter, ProjectOrder
from schema.types.customer import CUSTOMER, Customer
from schema.types.fields import by_id, column, come, connection, entity
from schema.types.money import Money
from schema.types.paging import Connection, Records
from schema.types.participant import PARTICIPANT, Participant
from schema.types.record import Record
from schema.user import User

if TYPE_CHECKING:
    from schema.invoice import Invoice, InvoiceFilter, InvoiceOrder
    from schema.task import Task, TaskFilter

LazyInvoice = Annotated["Invoice", strawberry.lazy("schema.invoice")]
LazyInvoiceFilter = Annotated["InvoiceFilter", strawberry.lazy("schema.invoice")]
LazyInvoiceOrder = Annotated["InvoiceOrder", strawberry.lazy("schema.invoice")]
LazyTask = Annotated["Task", strawberry.lazy("schema.task")]
LazyTaskFilter = Annotated["TaskFilter", strawberry.lazy("schema.task")]
OWNERS = OrmProject.holders[ResponsibilityRole.PROJECT_OWNER]


def amount(description: str, name: str) -> Money | None:
    """An amount that is among the financials of a project."""
    columns = {"amount_cents": name, "currency": "currency"}
    source = Embedded(null_with=name, columns=columns)
    found: Money | None = come(description, source, only=ProjectAccess.read_financials)
    return found


@entity(
    OrmProject,
    ProjectAccess,
    order=("title",),
    label="title",
)
@strawberry.type(
    description="Work for customers, with owners, participants and tasks. Visible to"
    f" {ProjectAccess.read.words}."
)
class Project(Record):
    """Work for customers, with owners, participants and tasks."""

    title: str = column("Title of the project.")
    status: ProjectStatus = column("Whether the project is planned, active, on hold or closed.")
    customers: list[Customer] = come(
        "Companies and contacts that the project is for, without those that the viewer may"
        " not read.",
        SeveralOf(ProjectCustomer, mine="project_id", keys=CUSTOMER),
    )
    owners: list[User] = come(
        "Users who are responsible for the project; at least one.", Many(through=OWNERS)
    )
    participants: list[Participant] = come(
        "Users and teams who take part in the project.",
        SeveralOf(ProjectParticipant, mine="project_id", keys=PARTICIPANT),
    )
    editors: ProjectEditors = column(
        "Users who may change the project, in addition to its owners and administrators."
    )
    budget: Money | None = amount(
        "Highest cost that the project may have; null if it is not set.", "budget_cents"
    )
    margin: Money | None = amount(
        "Part of the budget that is to remain in the end; null if it is not set.", "margin_cents"
    )
    due_on: datetime.date | None = column("Day when the project is due; null if none is set.")
    closed_at: datetime.datetime | None = column(
        "Time when the project was closed; null if it is not closed."
    )
    tasks: Connection[LazyTask] = connection(
        "Tasks of the project, the oldest first.",
        Many(on={"project_id": "id"}),
        filter=LazyTaskFilter,
    )
    invoices: Records[LazyInvoice] = connection(
        "Invoices for the project.",
        Many(on={"project_id": "id"}),
        filter=LazyInvoiceFilter,
        order=LazyInvoiceOrder,
    )


@strawberry.type
class ProjectQueries:
    """Queries for projects."""

    project: Project | None = by_id("project")
    projects: Records[Project] = connection(
        "Projects that the viewer may read, by title.", filter=ProjectFilter, order=ProjectOrder
    )


__all__ = ["Project", "ProjectFilter", "ProjectOrder", "ProjectQueries"]
