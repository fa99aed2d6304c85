"""Which contacts a list has, and in which order."""

from enum import Enum
from typing import Annotated

import strawberry

from orm.contact import CompanyLink
from reader.filters.comparisons import Between, Contains, InSegment
from reader.filters.custom_field import CustomField
from reader.filters.references import NamesThrough
from reader.filters.responsible import Responsible
from schema.types.fields import compare
from schema.types.filters import CustomFieldFilter, DateTimeRange, OrderDirection, ResponsibleFilter


@strawberry.enum(description="What contacts can be ordered by.")
class ContactOrderField(Enum):
    """What contacts can be ordered by; the value is the column."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@strawberry.input(description="Which contacts; all that is said must hold.")
class ContactFilter:
    """Which contacts."""

    company: list[strawberry.ID] | None = compare(
        "Who work for one of these companies.",
        NamesThrough(CompanyLink, "contact_id", "company_id", "Company"),
    )
    created_by: ResponsibleFilter | None = compare(
        "Who created them.", Responsible("created_by_id")
    )
    created_at: DateTimeRange | None = compare("When created.", Between("created_at", "timestamp"))
    custom_field: CustomFieldFilter | None = compare(
        "What they have in a custom field.", CustomField()
    )
    search: str | None = compare("Text in the name, whatever the case.", Contains("search"))
    segment: strawberry.ID | None = compare("In this segment.", InSegment())
    and_: list[Annotated["ContactFilter", strawberry.lazy("schema.contact.listing")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["ContactFilter", strawberry.lazy("schema.contact.listing")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["ContactFilter", strawberry.lazy("schema.contact.listing")] | None = (
        strawberry.field(name="not", description="Not this.", default=strawberry.UNSET)
    )


@strawberry.input(description="A key of an order of contacts.")
class ContactOrder:
    """A key of an order of contacts."""

    field: ContactOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )
