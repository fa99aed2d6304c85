"""Filter and order for lists of projects."""

from enum import Enum

import strawberry

from orm.project import ProjectCustomer, ProjectOwner, ProjectParticipant, ProjectStatus
from orm.record import RecordKind
from reader.filters.comparisons import Among, Between, Contains
from reader.filters.references import NamesThrough
from reader.filters.responsible import ResponsibleThrough
from schema.types.fields import compare
from schema.types.filters import (
    DateRange,
    DateTimeRange,
    OrderDirection,
    ResponsibleFilter,
)
from schema.types.record_filter import record_filter


@strawberry.enum(description="Field that projects can be sorted by.")
class ProjectOrderField(Enum):
    """Field that projects can be sorted by; the value is the column."""

    TITLE = "title"
    STATUS = "status"
    DUE_ON = "due_on"
    CLOSED_AT = "closed_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@record_filter(RecordKind.PROJECT)
class ProjectFilter:
    """Filter for projects; all conditions that are given must hold."""

    owner: ResponsibleFilter | None = compare(
        "Condition on the owners of the project; it must hold for one of them.",
        ResponsibleThrough(ProjectOwner, "project_id"),
    )
    participant: ResponsibleFilter | None = compare(
        "Condition on the participants of the project, including the members of teams; it"
        " must hold for one of them.",
        ResponsibleThrough(ProjectParticipant, "project_id", teams=True),
    )
    status: list[ProjectStatus] | None = compare(
        "Statuses; the project must have one of them.", Among("status")
    )
    company: list[strawberry.ID] | None = compare(
        "Ids of companies; one of them must be a customer of the project.",
        NamesThrough(ProjectCustomer, "project_id", "company_id", "Company"),
    )
    contact: list[strawberry.ID] | None = compare(
        "Ids of contacts; one of them must be a customer of the project.",
        NamesThrough(ProjectCustomer, "project_id", "contact_id", "Contact"),
    )
    due_on: DateRange | None = compare(
        "Range of the day when the project is due.", Between("due_on", "date")
    )
    closed_at: DateTimeRange | None = compare(
        "Range of the time when the project was closed.", Between("closed_at", "timestamp")
    )
    created_at: DateTimeRange | None = compare(
        "Range of the time when the project was created.", Between("created_at", "timestamp")
    )
    search: str | None = compare(
        "Text that the title of the project contains, ignoring case.", Contains("search")
    )


@strawberry.input(description="Sort key for projects.")
class ProjectOrder:
    """Sort key for projects."""

    field: ProjectOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection | None = strawberry.field(
        description="Direction to sort in; ASC if left out.", default=strawberry.UNSET
    )
