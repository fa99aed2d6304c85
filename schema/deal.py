"""A deal, as clients see it."""

import datetime
from enum import Enum
from typing import Annotated

import strawberry

from orm.deal import Deal as OrmDeal
from orm.deal import DealStatus
from permissions.deal import DealAccess
from reader.filter import Among, Between, Contains, IsNull, Names, Responsible
from reader.source import Embedded, OneOf
from resolvers import deal as resolvers
from schema.company import Company, LazyUser
from schema.fields import (
    by_id,
    column,
    come,
    compare,
    connection,
    entity,
    given,
    mutation,
    ref,
    related,
    text,
)
from schema.filters import AmountRange, DateRange, DateTimeRange, OrderDirection, ResponsibleFilter
from schema.money import Money, MoneyInput
from schema.paging import Connection
from schema.payload import CONFIRM, VERSION, DeleteInput, DeletePayload, UserError
from schema.pipeline import Phase
from schema.record import Record

Customer = Annotated[
    Company, strawberry.union("Customer", description="To whom something may be sold.")
]


@strawberry.enum(description="What deals can be ordered by.")
class DealOrderField(Enum):
    """What deals can be ordered by; the value is the column."""

    TITLE = "title"
    AMOUNT = "amount_cents"
    STATUS = "status"
    EXPECTED_CLOSING = "expected_closing"
    CLOSED_AT = "closed_at"
    CREATED_AT = "created_at"
    UPDATED_AT = "updated_at"


@entity(OrmDeal, DealAccess, order=("title",), label="title")
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
    assigned_to: LazyUser = related("Who is responsible for it.", "assigned_to")
    second_assigned_to: LazyUser | None = related(
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
    has_customer: bool | None = compare(
        "Whether it has a customer.", IsNull("company_id", when=False)
    )
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


@strawberry.input(description="A deal to be created.")
class CreateDealInput:
    """A deal to be created."""

    title: str = text("What it is called.")
    company: strawberry.ID | None = ref("The customer.", "Company")
    phase: strawberry.ID | None = ref(
        "How far it is; the first phase when not said.", "Phase", null=False
    )
    amount: MoneyInput | None = given("What it is worth.")
    expected_closing: datetime.date | None = given("When it is expected to end.")
    assigned_to: strawberry.ID | None = ref(
        "Who is responsible for it; the caller when not said.", "User"
    )
    second_assigned_to: strawberry.ID | None = ref("Who else is.", "User")
    confirm_loss_of_access: bool | None = given(CONFIRM, null=False)


@strawberry.input(description="What is to be changed of a deal; what is left out stays.")
class UpdateDealInput:
    """What is to be changed of a deal."""

    id: strawberry.ID = ref("Which.", "Deal")
    version: int | None = given(VERSION, null=False)
    title: str | None = text("What it is called.", null=False)
    company: strawberry.ID | None = ref("The customer.", "Company")
    amount: MoneyInput | None = given("What it is worth.")
    expected_closing: datetime.date | None = given("When it is expected to end.")
    confirm_loss_of_access: bool | None = given(CONFIRM, null=False)


@strawberry.input(description="Who is to be responsible for a deal; what is left out stays.")
class AssignDealInput:
    """Who is to be responsible for a deal."""

    id: strawberry.ID = ref("Which.", "Deal")
    assigned_to: strawberry.ID | None = ref("Who is responsible; never nobody.", "User")
    second_assigned_to: strawberry.ID | None = ref("Who else is; null for nobody.", "User")
    confirm_loss_of_access: bool | None = given(CONFIRM, null=False)
    reason: str | None = text("Why, for the history.", 500)


@strawberry.input(description="The phase that a deal is to go to.")
class MoveDealInput:
    """The phase that a deal is to go to."""

    id: strawberry.ID = ref("Which.", "Deal")
    phase: strawberry.ID = ref("To where.", "Phase")
    version: int | None = given(VERSION, null=False)


@strawberry.input(description="How a deal ended.")
class CloseDealInput:
    """How a deal ended."""

    id: strawberry.ID = ref("Which.", "Deal")
    status: DealStatus = given("WON or LOST.")
    reason: str | None = text("Why.", 500)
    version: int | None = given(VERSION, null=False)


@strawberry.type(description="What became of a write to a deal.")
class DealPayload:
    """What became of a write to a deal."""

    deal: Deal | None = strawberry.field(description="It; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class DealMutations:
    """The roots that write deals."""

    create_deal: DealPayload = mutation("Create a deal.", resolvers.create, CreateDealInput)
    update_deal: DealPayload = mutation("Change a deal.", resolvers.update, UpdateDealInput)
    delete_deal: DeletePayload = mutation("Delete a deal.", resolvers.delete, DeleteInput, "Deal")
    assign_deal: DealPayload = mutation(
        "Make users responsible for a deal.", resolvers.assign, AssignDealInput
    )
    move_deal: DealPayload = mutation(
        "Take a deal to another phase.", resolvers.move, MoveDealInput
    )
    close_deal: DealPayload = mutation(
        "Close a deal as won or lost.", resolvers.close, CloseDealInput
    )
