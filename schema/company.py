"""A company, as clients see it."""

from enum import Enum
from typing import Annotated

import strawberry

from orm.company import Company as OrmCompany
from orm.company import CompanyStatus as OrmCompanyStatus
from permissions.company import CompanyAccess
from reader.filter import Among, Between, Contains, Responsible
from reader.source import Many
from schema.fields import by_id, column, compare, connection, entity, related
from schema.filters import DateTimeRange, OrderDirection, ResponsibleFilter
from schema.paging import Connection
from schema.record import Record

User = Annotated["User", strawberry.lazy("schema.user")]
Deal = Annotated["Deal", strawberry.lazy("schema.deal")]
DealFilter = Annotated["DealFilter", strawberry.lazy("schema.deal")]
DealOrder = Annotated["DealOrder", strawberry.lazy("schema.deal")]

CompanyStatus = strawberry.enum(OrmCompanyStatus, description="Whether one does business with it.")

ORDERS = {
    "NAME": "name",
    "CITY": "city",
    "COUNTRY": "country",
    "INDUSTRY": "industry",
    "CREATED_AT": "created_at",
    "UPDATED_AT": "updated_at",
}
ROLES = {
    "ACCOUNT_MANAGER": "account_manager_id",
    "SECOND_ACCOUNT_MANAGER": "second_account_manager_id",
}


@entity(
    OrmCompany,
    CompanyAccess,
    order=("name",),
    orders=ORDERS,
    kind="COMPANY",
    label="name",
    roles=ROLES,
)
@strawberry.type(description=f"A customer. Visible to {CompanyAccess.read.words}.")
class Company(Record):
    """A customer."""

    name: str = column("What it is called.")
    status: CompanyStatus = column("Whether one does business with it.")
    vat_number: str | None = column("Its number for value added tax.")
    email: str | None = column("Where it gets mail.")
    phone: str | None = column("Its telephone number.")
    website: str | None = column("Its address on the web.")
    city: str | None = column("The city it is in.")
    country: str | None = column("The country it is in.")
    industry: str | None = column("What it does.")
    account_manager: User | None = related("Who is responsible for it.", "account_manager")
    second_account_manager: User | None = related(
        "Who else is; counts while the account has SECOND_ACCOUNT_MANAGER.",
        "second_account_manager",
    )
    deals: Connection[Deal] = connection(
        "What may be sold to it.", Many(on={"company_id": "id"}), filter=DealFilter, order=DealOrder
    )


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
    search: str | None = compare("Text in the name, whatever the case.", Contains("search"))
    and_: list[Annotated["CompanyFilter", strawberry.lazy("schema.company")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["CompanyFilter", strawberry.lazy("schema.company")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["CompanyFilter", strawberry.lazy("schema.company")] | None = strawberry.field(
        name="not", description="Not this.", default=strawberry.UNSET
    )


CompanyOrderField = strawberry.enum(
    Enum("CompanyOrderField", {key: key for key in ORDERS}),
    description="What companies can be ordered by.",
)


@strawberry.input(description="A key of an order of companies.")
class CompanyOrder:
    """A key of an order of companies."""

    field: CompanyOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )


@strawberry.type
class CompanyQueries:
    """The roots that read companies."""

    company: Company | None = by_id("A company.")
    companies: Connection[Company] = connection(
        "The companies that the viewer may read.", filter=CompanyFilter, order=CompanyOrder
    )
