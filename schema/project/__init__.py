"""A project, as clients see it."""

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
@strawberry.type(description=f"A piece of work. Visible to {ProjectAccess.read.words}.")
class Project(Record):
    """A piece of work."""

    title: str = column("What it is called.")
    status: ProjectStatus = column("How far it is.")
    customers: list[Customer] = come(
        "For whom it is, of those that the viewer may read.",
        SeveralOf(ProjectCustomer, mine="project_id", keys=CUSTOMER),
    )
    owners: list[User] = come("Who is responsible for it; at least one.", Many(through=OWNERS))
    participants: list[Participant] = come(
        "Who else takes part in it, by themselves or with their team.",
        SeveralOf(ProjectParticipant, mine="project_id", keys=PARTICIPANT),
    )
    editors: ProjectEditors = column("Who may change it, beside its owners and administrators.")
    budget: Money | None = amount("What it may cost.", "budget_cents")
    margin: Money | None = amount("What is to be left of the budget.", "margin_cents")
    due_on: datetime.date | None = column("When it is to be done.")
    closed_at: datetime.datetime | None = column("When it was closed.")
    tasks: Connection[LazyTask] = connection(
        "Its steps.", Many(on={"project_id": "id"}), filter=LazyTaskFilter
    )
    invoices: Records[LazyInvoice] = connection(
        "What is to be paid for it.",
        Many(on={"project_id": "id"}),
        filter=LazyInvoiceFilter,
        order=LazyInvoiceOrder,
    )


@strawberry.type
class ProjectQueries:
    """The roots that read projects."""

    project: Project | None = by_id("A project.")
    projects: Records[Project] = connection(
        "The projects that the viewer may read, by title.", filter=ProjectFilter, order=ProjectOrder
    )


__all__ = ["Project", "ProjectFilter", "ProjectOrder", "ProjectQueries"]
