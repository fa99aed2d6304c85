"""Which projects a list has, and in which order."""

from enum import Enum
from typing import Annotated

import strawberry

from orm.project import ProjectCustomer, ProjectOwner, ProjectParticipant, ProjectStatus
from reader.filters.comparisons import Among, Between, Contains, InSegment
from reader.filters.custom_field import CustomField
from reader.filters.references import NamesThrough
from reader.filters.responsible import ResponsibleThrough
from schema.types.fields import compare
from schema.types.filters import (
    CustomFieldFilter,
    DateRange,
    DateTimeRange,
    OrderDirection,
    ResponsibleFilter,
)


@strawberry.enum(description="What projects can be ordered by.")
class ProjectOrderField(Enum):
    """What projects can be ordered by; the value is the column."""

    TITLE = "title"
    STATUS = "status"
    DUE_ON = "due_on"
    CLOSED_AT = "closed_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@strawberry.input(description="Which projects; all that is said must hold.")
class ProjectFilter:
    """Which projects."""

    owner: ResponsibleFilter | None = compare(
        "Who is responsible: one of its owners.", ResponsibleThrough(ProjectOwner, "project_id")
    )
    participant: ResponsibleFilter | None = compare(
        "Who else takes part, by themselves or with their team.",
        ResponsibleThrough(ProjectParticipant, "project_id", teams=True),
    )
    status: list[ProjectStatus] | None = compare("One of these.", Among("status"))
    company: list[strawberry.ID] | None = compare(
        "For one of these companies.",
        NamesThrough(ProjectCustomer, "project_id", "company_id", "Company"),
    )
    contact: list[strawberry.ID] | None = compare(
        "For one of these contacts.",
        NamesThrough(ProjectCustomer, "project_id", "contact_id", "Contact"),
    )
    due_on: DateRange | None = compare("When it is to be done.", Between("due_on", "date"))
    closed_at: DateTimeRange | None = compare("When closed.", Between("closed_at", "timestamp"))
    created_at: DateTimeRange | None = compare("When created.", Between("created_at", "timestamp"))
    custom_field: CustomFieldFilter | None = compare(
        "What it has in a custom field.", CustomField()
    )
    search: str | None = compare("Text in the title, whatever the case.", Contains("search"))
    segment: strawberry.ID | None = compare("In this segment.", InSegment())
    and_: list[Annotated["ProjectFilter", strawberry.lazy("schema.project.listing")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["ProjectFilter", strawberry.lazy("schema.project.listing")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["ProjectFilter", strawberry.lazy("schema.project.listing")] | None = (
        strawberry.field(name="not", description="Not this.", default=strawberry.UNSET)
    )


@strawberry.input(description="A key of an order of projects.")
class ProjectOrder:
    """A key of an order of projects."""

    field: ProjectOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )
