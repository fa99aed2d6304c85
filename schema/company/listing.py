"""Filter and order for lists of companies."""

from enum import Enum

import strawberry

from orm.company import CompanyStatus
from orm.record import RecordKind
from reader.filters.comparisons import Among, Between, Contains
from reader.filters.responsible import Responsible
from schema.types.fields import compare
from schema.types.filters import DateTimeRange, OrderDirection, ResponsibleFilter
from schema.types.record_filter import record_filter


@strawberry.enum(description="Field that companies can be sorted by.")
class CompanyOrderField(Enum):
    """Field that companies can be sorted by; the value is the column."""

    NAME = "name"
    CITY = "city"
    COUNTRY = "country"
    INDUSTRY = "industry"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@record_filter(RecordKind.COMPANY)
class CompanyFilter:
    """Filter for companies; all conditions that are given must hold."""

    account_manager: ResponsibleFilter | None = compare(
        "Condition on the account manager of the company.", Responsible("account_manager_id")
    )
    second_account_manager: ResponsibleFilter | None = compare(
        "Condition on the second account manager of the company.",
        Responsible("second_account_manager_id"),
    )
    status: list[CompanyStatus] | None = compare(
        "Statuses; the company must have one of them.", Among("status")
    )
    country: list[str] | None = compare(
        "Countries; the company must be in one of them.", Among("country")
    )
    industry: list[str] | None = compare(
        "Industries; the company must be in one of them.", Among("industry")
    )
    created_at: DateTimeRange | None = compare(
        "Range of the time when the company was created.", Between("created_at", "timestamp")
    )
    search: str | None = compare(
        "Text that the name of the company contains, ignoring case.", Contains("search")
    )


@strawberry.input(description="Sort key for companies.")
class CompanyOrder:
    """Sort key for companies."""

    field: CompanyOrderField = strawberry.field(description="Field to sort by.")
    direction: OrderDirection | None = strawberry.field(
        description="Direction to sort in; ASC if left out.", default=strawberry.UNSET
    )
