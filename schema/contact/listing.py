"""Filter and order for lists of contacts."""

from enum import Enum

import strawberry

from orm.contact import CompanyLink
from orm.record import RecordKind
from reader.filters.comparisons import Between, Contains
from reader.filters.references import NamesThrough
from reader.filters.responsible import Responsible
from schema.types.fields import compare
from schema.types.filters import DateTimeRange, OrderDirection, ResponsibleFilter
from schema.types.record_filter import record_filter


@strawberry.enum(description="Field that contacts can be sorted by.")
class ContactOrderField(Enum):
    """Field that contacts can be sorted by; the value is the column."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@record_filter(RecordKind.CONTACT)
class ContactFilter:
    """Filter for contacts; all conditions that are given must hold."""

    company: list[strawberry.ID] | None = compare(
        "Ids of companies; the contact must work for one of them.",
        NamesThrough(CompanyLink, "contact_id", "company_id", "Company"),
    )
    created_by: ResponsibleFilter | None = compare(
        "Condition on the user who created the contact.", Responsible("created_by_id")
    )
    created_at: DateTimeRange | None = compare(
        "Range of the time when the contact was created.", Between("created_at", "timestamp")
    )
    search: str | None = compare(
        "Text that the name of the contact contains, ignoring case.", Contains("search")
    )


@strawberry.input(description="Sort key for contacts.")
class ContactOrder:
    """Sort key for contacts."""

    field: ContactOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection | None = strawberry.field(
        description="Direction to sort in; ASC if left out.", default=strawberry.UNSET
    )
