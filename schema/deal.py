"""A deal, as clients see it."""

import datetime
from enum import Enum
from typing import Annotated

import strawberry

from orm.deal import Deal as OrmDeal
from orm.deal import DealStatus as OrmDealStatus
from permissions.deal import DealAccess
from reader.filter import Among, Between, Contains, IsNull, Names, Responsible
from reader.source import Embedded, OneOf
from schema.company import Company, User
from schema.fields import by_id, column, come, compare, connection, entity, related
from schema.filters import AmountRange, DateRange, DateTimeRange, OrderDirection, ResponsibleFilter
from schema.money import Money
from schema.paging import Connection
from schema.pipeline import Phase
from schema.record import Record

DealStatus = strawberry.enum(OrmDealStatus, description="How a deal ended, if it did.")
Customer = Annotated[
    Company, strawberry.union("Customer", description="To whom something may be sold.")
]

ORDERS = {
    "TITLE": "title",
    "AMOUNT": "amount_cents",
    "STATUS": "status",
    "EXPECTED_CLOSING": "expected_closing",
    "CLOSED_AT": "closed_at",
    "CREATED_AT": "created_at",
    "UPDATED_AT": "updated_at",
}
ROLES = {"ASSIGNED_TO": "assigned_to_id", "SECOND_ASSIGNED_TO": "second_assigned_to_id"}


@entity(
    OrmDeal, DealAccess, order=("title",), orders=ORDERS, kind="DEAL", label="title", roles=ROLES
)
@strawberry.type(description=f"What may be sold. Visible to {DealAccess.read.words}.")
class Deal(Record):
    """What may be sold."""

    title: str = column("What it is called.")
    customer: Customer | None = come(
        "To whom; null where there is none or the viewer may not read it.",
        OneOf({"Company": "company_id"}),
    )
    phase: Phase = related("How far it is.", "phase")
    status: DealStatus = column("How it ended, if it did.")
    amount: Money | None = come("What it is worth.", Embedded(null_with="amount_cents"))
    expected_closing: datetime.date | None = column("When it is expected to end.")
    closed_at: datetime.datetime | None = column("When it ended.")
    closing_reason: str | None = column("Why it ended so.")
    assigned_to: User = related("Who is responsible for it.", "assigned_to")
    second_assigned_to: User | None = related(
        "Who else is; counts while the account has SECOND_ACCOUNT_MANAGER.", "second_assigned_to"
    )


@strawberry.input(description="Which deals; all that is said must hold.")
class DealFilter:
    """Which deals."""

    assigned_to: ResponsibleFilter | None = compare(
        "Who is responsible.", Responsible("assigned_to_id")
    )
    second_assigned_to: ResponsibleFilter | None = compare(
        "Who else is.", Responsible("second_assigned_to_id")
    )
    status: list[DealStatus] | None = compare("One of these.", Among("status"))
    phase: list[strawberry.ID] | None = compare("One of these.", Names("phase_id", "Phase"))
    company: list[strawberry.ID] | None = compare(
        "For one of these companies.", Names("company_id", "Company")
    )
    has_customer: bool | None = compare("Whether it has a customer.", IsNull("company_id", when=False))
    amount: AmountRange | None = compare("How much.", Between("amount_cents", "hundredths"))
    currency: list[str] | None = compare("In one of these currencies.", Among("currency"))
    expected_closing: DateRange | None = compare(
        "When it is expected to end.", Between("expected_closing", "date")
    )
    closed_at: DateTimeRange | None = compare("When it ended.", Between("closed_at", "timestamp"))
    created_at: DateTimeRange | None = compare("When created.", Between("created_at", "timestamp"))
    search: str | None = compare("Text in the title, whatever the case.", Contains("search"))
    and_: list[Annotated["DealFilter", strawberry.lazy("schema.deal")]] | None = strawberry.field(
        name="and", description="All of these.", default=strawberry.UNSET
    )
    or_: list[Annotated["DealFilter", strawberry.lazy("schema.deal")]] | None = strawberry.field(
        name="or", description="Any of these.", default=strawberry.UNSET
    )
    not_: Annotated["DealFilter", strawberry.lazy("schema.deal")] | None = strawberry.field(
        name="not", description="Not this.", default=strawberry.UNSET
    )


DealOrderField = strawberry.enum(
    Enum("DealOrderField", {key: key for key in ORDERS}),
    description="What deals can be ordered by.",
)


@strawberry.input(description="A key of an order of deals.")
class DealOrder:
    """A key of an order of deals."""

    field: DealOrderField = strawberry.field(description="What to order by.")
    direction: OrderDirection | None = strawberry.field(
        description="In which direction; ASC when not said.", default=strawberry.UNSET
    )


@strawberry.type
class DealQueries:
    """The roots that read deals."""

    deal: Deal | None = by_id("A deal.")
    deals: Connection[Deal] = connection(
        "The deals that the viewer may read.", filter=DealFilter, order=DealOrder
    )
