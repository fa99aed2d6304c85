"""The user in the schema."""

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
    role = (
        "Role that the user has. Without it, all roles count except PROJECT_PARTICIPANT and, if the"
        " kind has other roles, CUSTOM_FIELD."
    )
    added = argument("role", ResponsibilityRole | None, role)
    return with_arguments(field, *field.arguments, added)


@strawberry.type(description="Number of records of one kind on which a user has one role.")
class ResponsibilityCount:
    """Number of records of one kind on which a user has one role."""

    kind: RecordKind = column("Kind of the records.")
    role: ResponsibilityRole = column(
        "Role of the user; CUSTOM_FIELD if a custom field of the record names the user."
    )
    count: int = column(
        "Number of these records that the viewer may read; for TASK_ASSIGNEE, the number of tasks."
    )


@strawberry.type(description="Records that a user is responsible for and that the viewer may read.")
class ResponsibleFor:
    """Records that a user is responsible for and that the viewer may read."""

    counts: list[ResponsibilityCount] = come(
        "Number of records for each kind and role; zeros are left out. Each number equals the"
        " totalCount of the list of that kind with that role.",
        Overview(),
    )
    companies: Records[LazyCompany] = held(
        "Companies that the user manages, as first or second account manager."
    )
    contacts: Records[LazyContact] = held("Contacts that name the user in a custom field.")
    deals: Records[LazyDeal] = held("Deals that the user is responsible for, as first or second.")
    invoices: Records[LazyInvoice] = held("Invoices that name the user in a custom field.")
    projects: Records[LazyProject] = held("Projects that the user owns.")
    tasks: Connection[LazyTask] = connection(
        "Tasks that are assigned to the user, without those of the user's teams.",
        Many(on={"user_id": "id"}),
    )
    tickets: Records[LazyTicket] = held("Tickets that the user is responsible for.")


@entity(OrmUser, UserAccess, order=("first_name", "last_name"))
@strawberry.type(description="User of the account.")
class User(Node):
    """User of the account."""

    name: str = come("First and last name of the user.", Joined(("first_name", "last_name")))
    first_name: str = column("First name of the user.")
    last_name: str = column("Last name of the user.")
    status: UserStatus = column("Whether the user is active or deactivated.")
    is_me: bool = come("Whether the user is the viewer.", IsViewer())
    email: str | None = column("E-mail address of the user.", only=UserAccess.read_private)
    language: str | None = column(
        "Language of the user, as a code such as en.", only=UserAccess.read_private
    )
    time_zone: str | None = column(
        "Time zone of the user, as an IANA name such as Europe/Paris.", only=UserAccess.read_private
    )
    is_admin: bool | None = column(
        "Whether the user is an administrator of the account.", only=UserAccess.read_private
    )
    crm_access: CrmAccess | None = column(
        "Companies and deals that the user may see.", only=UserAccess.read_private
    )
    modules: list[Module] | None = column(
        "Modules that are enabled for the user; the account may lack some of them.",
        only=UserAccess.read_private,
    )
    project_access: ProjectAccess | None = column(
        "Projects that the user may see, and whether the user may change all of them.",
        only=UserAccess.read_private,
    )
    sees_financials: bool | None = column(
        "Whether the user may see the budget and margin of the projects that the user owns;"
        " an administrator, of all projects.",
        only=UserAccess.read_private,
    )
    teams: list[Team] = come(
        "Teams that the user is a member of.",
        Many(through=Through(Membership, mine="user_id", theirs="team_id")),
    )
    responsible_for: ResponsibleFor = come("Records that the user is responsible for.", Embedded())


@strawberry.input(description="Filter for users; all conditions that are given must hold.")
class UserFilter:
    """Filter for users; all conditions that are given must hold."""

    status: list[UserStatus] | None = compare(
        "Statuses; the user must have one of them.", Among("status")
    )
    search: str | None = compare(
        "Text that the name of the user contains, ignoring case.", Contains("search")
    )


@strawberry.type
class ViewerQueries:
    """The query for the viewer."""

    viewer: User = come("The viewer: the user who sends the request.", Me())


@strawberry.type
class UserQueries:
    """Queries for users."""

    users: Connection[User] = connection(
        "Users of the account, by first name and last name.", filter=UserFilter
    )
