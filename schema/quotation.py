"""The quotation in the schema."""

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
from schema.types.payload import USER_ERRORS, DeleteByIdInput, DeletePayload, UserError, changes
from schema.types.record import Node

if TYPE_CHECKING:
    from schema.deal import Deal

LazyDeal = Annotated["Deal", strawberry.lazy("schema.deal")]


@entity(OrmQuotation, QuotationAccess)
@strawberry.type(
    description="Quotation for a deal: an offer to the customer. Visible to"
    f" {QuotationAccess.read.words}."
)
class Quotation(Node):
    """Quotation for a deal: an offer to the customer."""

    deal: LazyDeal = related("Deal that the quotation belongs to.", "deal")
    title: str = column("Title of the quotation.")
    status: QuotationStatus = column("Whether the quotation is open, accepted or refused.")
    amount: Money | None = come(
        "Price that is offered; null if it is not set.", Embedded(null_with="amount_cents")
    )
    created_at: datetime.datetime = column("Time when the quotation was created.")
    accepted_at: datetime.datetime | None = column(
        "Time when the customer accepted the quotation; null if that did not happen."
    )


@strawberry.input(description="Quotation to add to a deal.")
class CreateQuotationInput:
    """Quotation to add to a deal."""

    deal: strawberry.ID = ref("Id of the deal that the quotation belongs to.", "Deal")
    title: str = text("Title of the quotation.")
    amount: MoneyInput | None = given(
        "Price that is offered. Its currency is that of the deal if left out."
    )


@strawberry.input(description=changes("an open quotation"))
class UpdateQuotationInput:
    """Changes to an open quotation."""

    id: strawberry.ID = ref("Id of the quotation.", "Quotation")
    title: str | None = text("Title of the quotation.", null="is refused")
    amount: MoneyInput | None = given("Price that is offered.")


@strawberry.input(description="Quotation to accept or to refuse.")
class QuotationInput:
    """Quotation to accept or to refuse."""

    id: strawberry.ID = ref("Id of the quotation.", "Quotation")


@strawberry.type(description="Result of a write to a quotation.")
class QuotationPayload:
    """Result of a write to a quotation."""

    quotation: Quotation | None = strawberry.field(
        description="Quotation after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class QuotationMutations:
    """Mutations of quotations."""

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
        "Mark an open quotation as accepted by the customer.", resolvers.accept, QuotationInput
    )
    refuse_quotation: QuotationPayload = mutation(
        "Mark an open quotation as refused by the customer.", resolvers.refuse, QuotationInput
    )
