"""A quotation, as clients see it."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.quotation import Quotation as OrmQuotation
from orm.quotation import QuotationStatus
from permissions.quotation import QuotationAccess
from reader.sources.columns import Embedded
from resolvers import quotation as resolvers
from schema.types.fields import column, come, entity, given, mutation, ref, related, text
from schema.types.money import Money, MoneyInput
from schema.types.payload import DeleteByIdInput, DeletePayload, UserError
from schema.types.record import Node

if TYPE_CHECKING:
    from schema.deal import Deal

LazyDeal = Annotated["Deal", strawberry.lazy("schema.deal")]


@entity(OrmQuotation, QuotationAccess)
@strawberry.type(description=f"An offer within a deal. Visible to {QuotationAccess.read.words}.")
class Quotation(Node):
    """An offer within a deal."""

    deal: LazyDeal = related("In which deal.", "deal")
    title: str = column("What it is called.")
    status: QuotationStatus = column("What became of it.")
    amount: Money | None = come("What is asked for.", Embedded(null_with="amount_cents"))
    created_at: datetime.datetime = column("When it was created.")
    accepted_at: datetime.datetime | None = column("When it was accepted.")


@strawberry.input(description="A quotation to be added to a deal.")
class CreateQuotationInput:
    """A quotation to be added to a deal."""

    deal: strawberry.ID = ref("To which deal.", "Deal")
    title: str = text("What it is called.")
    amount: MoneyInput | None = given("What is asked for; the currency is the deal's if not said.")


@strawberry.input(description="What is to be changed of an open quotation; what is left out stays.")
class UpdateQuotationInput:
    """What is to be changed of an open quotation."""

    id: strawberry.ID = ref("Which.", "Quotation")
    title: str | None = text("What it is called.", null="is refused")
    amount: MoneyInput | None = given("What is asked for.")


@strawberry.input(description="The quotation that something is done to.")
class QuotationInput:
    """The quotation that something is done to."""

    id: strawberry.ID = ref("Which.", "Quotation")


@strawberry.type(description="What became of a write to a quotation.")
class QuotationPayload:
    """What became of a write to a quotation."""

    quotation: Quotation | None = strawberry.field(description="It; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class QuotationMutations:
    """The roots that write quotations."""

    create_quotation: QuotationPayload = mutation(
        "Add a quotation to a deal.", resolvers.create, CreateQuotationInput
    )
    update_quotation: QuotationPayload = mutation(
        "Change a quotation that is open.", resolvers.update, UpdateQuotationInput
    )
    delete_quotation: DeletePayload = mutation(
        "Delete a quotation.", resolvers.delete, DeleteByIdInput, "Quotation"
    )
    accept_quotation: QuotationPayload = mutation(
        "Say that the customer accepted a quotation.", resolvers.accept, QuotationInput
    )
    refuse_quotation: QuotationPayload = mutation(
        "Say that the customer refused a quotation.", resolvers.refuse, QuotationInput
    )
