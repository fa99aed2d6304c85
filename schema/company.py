"""A company, as clients see it."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.company import Company as OrmCompany
from orm.company import CompanyStatus
from orm.contact import CompanyLink
from permissions.company import CompanyAccess
from reader.filter import Among, Between, Contains, InSegment, Responsible
from reader.source import Many, Through
from resolvers import company as resolvers
from schema.fields import (
    by_id,
    column,
    compare,
    connection,
    entity,
    given,
    mutation,
    ref,
    related,
    text,
)
from schema.filters import DateTimeRange, OrderDirection, ResponsibleFilter
from schema.paging import Records
from schema.payload import CONFIRM, VERSION, WRITTEN, DeleteInput, DeletePayload, UserError
from schema.record import Record

if TYPE_CHECKING:
    from schema.contact import Contact, ContactFilter, ContactOrder
    from schema.deal import Deal, DealFilter, DealOrder
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]
LazyContact = Annotated["Contact", strawberry.lazy("schema.contact")]
LazyContactFilter = Annotated["ContactFilter", strawberry.lazy("schema.contact")]
LazyContactOrder = Annotated["ContactOrder", strawberry.lazy("schema.contact")]
LazyDeal = Annotated["Deal", strawberry.lazy("schema.deal")]
LazyDealFilter = Annotated["DealFilter", strawberry.lazy("schema.deal")]
LazyDealOrder = Annotated["DealOrder", strawberry.lazy("schema.deal")]


@strawberry.enum(description="What companies can be ordered by.")
class CompanyOrderField(Enum):
    """What companies can be ordered by; the value is the column."""

    NAME = "name"
    CITY = "city"
    COUNTRY = "country"
    INDUSTRY = "industry"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@entity(OrmCompany, CompanyAccess, order=("name",), label="name")
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
    account_manager: LazyUser | None = related("Who is responsible for it.", "account_manager")
    second_account_manager: LazyUser | None = related(
        "Who else is; counts while the account has SECOND_ACCOUNT_MANAGER.",
        "second_account_manager",
    )
    contacts: Records[LazyContact] = connection(
        "Who works for it; what they are there is in their companies.",
        Many(through=Through(CompanyLink, mine="company_id", theirs="contact_id")),
        filter=LazyContactFilter,
        order=LazyContactOrder,
    )
    deals: Records[LazyDeal] = connection(
        "What may be sold to it.",
        Many(on={"company_id": "id"}),
        filter=LazyDealFilter,
        order=LazyDealOrder,
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
    segment: strawberry.ID | None = compare("In this segment.", InSegment())
    and_: list[Annotated["CompanyFilter", strawberry.lazy("schema.company")]] | None = (
        strawberry.field(name="and", description="All of these.", default=strawberry.UNSET)
    )
    or_: list[Annotated["CompanyFilter", strawberry.lazy("schema.company")]] | None = (
        strawberry.field(name="or", description="Any of these.", default=strawberry.UNSET)
    )
    not_: Annotated["CompanyFilter", strawberry.lazy("schema.company")] | None = strawberry.field(
        name="not", description="Not this.", default=strawberry.UNSET
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
    companies: Records[Company] = connection(
        "The companies that the viewer may read.", filter=CompanyFilter, order=CompanyOrder
    )


@strawberry.input(description="A company to be created.")
class CreateCompanyInput:
    """A company to be created."""

    name: str = text("What it is called.")
    status: CompanyStatus | None = given("Whether one does business with it.", null=False)
    vat_number: str | None = text("Its number for value added tax.", 40)
    email: str | None = text("Where it gets mail.", 254)
    phone: str | None = text("Its telephone number.", 60)
    website: str | None = text("Its address on the web.", 300)
    city: str | None = text("The city it is in.", 120)
    country: str | None = text("The country it is in.", 120)
    industry: str | None = text("What it does.", 120)
    account_manager: strawberry.ID | None = ref("Who is responsible for it.", "User")
    second_account_manager: strawberry.ID | None = ref("Who else is.", "User")
    confirm_loss_of_access: bool | None = given(CONFIRM, null=False)


@strawberry.input(description="What is to be changed of a company; what is left out stays.")
class UpdateCompanyInput:
    """What is to be changed of a company."""

    id: strawberry.ID = ref("Which.", "Company")
    version: int | None = given(VERSION, null=False)
    name: str | None = text("What it is called.", null=False)
    status: CompanyStatus | None = given("Whether one does business with it.", null=False)
    vat_number: str | None = text("Its number for value added tax.", 40)
    email: str | None = text("Where it gets mail.", 254)
    phone: str | None = text("Its telephone number.", 60)
    website: str | None = text("Its address on the web.", 300)
    city: str | None = text("The city it is in.", 120)
    country: str | None = text("The country it is in.", 120)
    industry: str | None = text("What it does.", 120)


@strawberry.input(description="Who is to be responsible for a company; what is left out stays.")
class AssignCompanyInput:
    """Who is to be responsible for a company."""

    id: strawberry.ID = ref("Which.", "Company")
    account_manager: strawberry.ID | None = ref(
        "Who is responsible; null for nobody, or for the second to move up.", "User"
    )
    second_account_manager: strawberry.ID | None = ref("Who else is; null for nobody.", "User")
    confirm_loss_of_access: bool | None = given(CONFIRM, null=False)
    reason: str | None = text("Why, for the history.", 500)


@strawberry.type(description="What became of a write to a company.")
class CompanyPayload:
    """What became of a write to a company."""

    company: Company | None = strawberry.field(description=WRITTEN)
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class CompanyMutations:
    """The roots that write companies."""

    create_company: CompanyPayload = mutation(
        "Create a company.", resolvers.create, CreateCompanyInput
    )
    update_company: CompanyPayload = mutation(
        "Change a company.", resolvers.update, UpdateCompanyInput
    )
    delete_company: DeletePayload = mutation(
        "Delete a company.", resolvers.delete, DeleteInput, "Company"
    )
    assign_company: CompanyPayload = mutation(
        "Make users responsible for a company, or nobody.", resolvers.assign, AssignCompanyInput
    )
