"""A user, as clients see one."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from orm.record import RecordKind, ResponsibilityRole, Through
from orm.team import Membership
from orm.user import CrmAccess, Module, ProjectAccess, UserStatus
from orm.user import User as OrmUser
from permissions.user import UserAccess
from reader.filters.comparisons import Among, Contains
from reader.sources.assigned_rows import AssignedRows
from reader.sources.columns import Embedded, IsViewer, Joined
from reader.sources.many import Many
from reader.sources.root_fields import Me
from reader.sources.workload import Overview
from schema.team import Team
from schema.types.fields import argument, column, come, compare, connection, entity, with_arguments
from schema.types.paging import Connection, Records
from schema.types.record import Node

if TYPE_CHECKING:
    from schema.company import Company
    from schema.contact import Contact
    from schema.deal import Deal
    from schema.invoice import Invoice
    from schema.project import Project
    from schema.task import Task
    from schema.ticket import Ticket

LazyCompany = Annotated["Company", strawberry.lazy("schema.company")]
LazyContact = Annotated["Contact", strawberry.lazy("schema.contact")]
LazyDeal = Annotated["Deal", strawberry.lazy("schema.deal")]
LazyInvoice = Annotated["Invoice", strawberry.lazy("schema.invoice")]
LazyProject = Annotated["Project", strawberry.lazy("schema.project")]
LazyTask = Annotated["Task", strawberry.lazy("schema.task")]
LazyTicket = Annotated["Ticket", strawberry.lazy("schema.ticket")]


def held(description: str) -> Any:
    """What a user is responsible for, of one kind; it can be asked for by role."""
    field = connection(description, AssignedRows())
    role = "Those that they have in this role; when not said, in one that the kind has by itself."
    added = argument("role", ResponsibilityRole | None, role)
    return with_arguments(field, *field.arguments, added)


@strawberry.type(description="How many records of a kind a user has in a role.")
class ResponsibilityCount:
    """How many records of a kind a user has in a role."""

    kind: RecordKind = column("Of which kind.")
    role: ResponsibilityRole = column(
        "In which role; CUSTOM_FIELD where a custom field of the record names them."
    )
    count: int = column(
        "How many of them the viewer may read; in the role TASK_ASSIGNEE, how many tasks of them."
    )


@strawberry.type(description="What a user is responsible for, of what the viewer may read.")
class ResponsibleFor:
    """What a user is responsible for."""

    counts: list[ResponsibilityCount] = come(
        "How much, by kind and role; nothing of what is none. The list of the kind has as many,"
        " asked for by that role.",
        Overview(),
    )
    companies: Records[LazyCompany] = held("The companies that they manage, as first or second.")
    contacts: Records[LazyContact] = held("The contacts that name them in a custom field.")
    deals: Records[LazyDeal] = held("The deals that are assigned to them, as first or second.")
    invoices: Records[LazyInvoice] = held("The invoices that name them in a custom field.")
    projects: Records[LazyProject] = held("The projects that they own.")
    tasks: Connection[LazyTask] = connection(
        "The tasks that are theirs, those of their teams aside.", Many(on={"user_id": "id"})
    )
    tickets: Records[LazyTicket] = held("The tickets that are assigned to them.")


@entity(OrmUser, UserAccess, order=("first_name", "last_name"))
@strawberry.type(description="A person who works in the account.")
class User(Node):
    """A person who works in the account."""

    name: str = come("First and last name.", Joined(("first_name", "last_name")))
    first_name: str = column("The first name.")
    last_name: str = column("The last name.")
    status: UserStatus = column("Whether they still work here.")
    is_me: bool = come("Whether it is the viewer.", IsViewer())
    email: str | None = column("Where they get mail.", only=UserAccess.read_private)
    language: str | None = column("The language they read.", only=UserAccess.read_private)
    time_zone: str | None = column(
        "The time zone they live in, by its IANA name.", only=UserAccess.read_private
    )
    is_admin: bool | None = column(
        "Whether they administer the account.", only=UserAccess.read_private
    )
    crm_access: CrmAccess | None = column(
        "Which companies and deals they may see.", only=UserAccess.read_private
    )
    modules: list[Module] | None = column(
        "The parts of the product that are on for them.", only=UserAccess.read_private
    )
    project_access: ProjectAccess | None = column(
        "Which projects they may see, and whether they may change all of them.",
        only=UserAccess.read_private,
    )
    sees_financials: bool | None = column(
        "Whether they may see the budget and the margin of projects that are theirs, or as an"
        " administrator of all.",
        only=UserAccess.read_private,
    )
    teams: list[Team] = come(
        "The teams they are in.",
        Many(through=Through(Membership, mine="user_id", theirs="team_id")),
    )
    responsible_for: ResponsibleFor = come("What they are responsible for.", Embedded())


@strawberry.input(description="Which users; all that is said must hold.")
class UserFilter:
    """Which users."""

    status: list[UserStatus] | None = compare("One of these.", Among("status"))
    search: str | None = compare("Text in the name, whatever the case.", Contains("search"))


@strawberry.type
class ViewerQueries:
    """The root that reads whoever asks."""

    viewer: User = come("Whoever asks.", Me())


@strawberry.type
class UserQueries:
    """The root that reads users."""

    users: Connection[User] = connection(
        "The users of the account, by first name and last name.", filter=UserFilter
    )
