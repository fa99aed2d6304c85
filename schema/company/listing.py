"""Which companies a list has, and in which order."""

from enum import Enum
from typing import Annotated

import strawberry

from orm.company import CompanyStatus
from reader.filters.comparisons import Among, Between, Contains, InSegment
from reader.filters.custom_field import CustomField
from reader.filters.responsible import Responsible
from schema.types.fields import compare
from schema.types.filters import CustomFieldFilter, DateTimeRange, OrderDirection, ResponsibleFilter


@strawberry.enum(description="What companies can be ordered by.")
class CompanyOrderField(Enum):
    """What companies can be ordered by; the value is the column."""

    NAME = "name"
    CITY = "city"
    COUNTRY = "country"
    INDUSTRY = "industry"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@strawberry.input(description="Which companies; all that is said must hold.")
class CompanyFilter:
    """Which companies."""

    account_manager: ResponsibleFilter | None = compare(
        "Who is responsible.", Responsible("account_manager_id")
    )
    second_account_manager: ResponsibleFilter | None = compare(
        "Who else is.", Responsible("second_account_manager_id")
    )
    status: list[CompanyStatus] | None = compare("One of these.", Among("status"))
    country: list[str] | None = compare("One of these.", Among("country"))
    industry: list[str] | None = compare("One of these.", Among("industry"))
    created_at: DateTimeRange | None = compare("When created.", Between("created_at", "timestamp"))
    custom_field: CustomFieldFilter | None = compare(
        "What it has in a custom field.", CustomField()
    )
    search: str | None = compare("Text in the name, whatever the case.", Contains("search"))
    segment: strawberry.ID | None = compare("In this segment.", InSegment())
    and_: list[Annotated["CompanyFilter", strawberry.lazy("schema.company.listing")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["CompanyFilter", strawberry.lazy("schema.company.listing")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["CompanyFilter", strawberry.lazy("schema.company.listing")] | None = (
        strawberry.field(name="not", description="Not this.", default=strawberry.UNSET)
    )


@strawberry.input(description="A key of an order of companies.")
class CompanyOrder:
    """A key of an order of companies."""

    field: CompanyOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )
