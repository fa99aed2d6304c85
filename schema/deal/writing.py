"""What can be written to deals."""

import datetime

import strawberry

from orm.deal import DealStatus
from resolvers import deal as resolvers
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.deal import Deal
from schema.types.fields import given, mutation, ref, text
from schema.types.money import MoneyInput
from schema.types.payload import CONFIRM, VERSION, WRITTEN, DeleteInput, DeletePayload, UserError


@strawberry.input(description="A deal to be created.")
class CreateDealInput:
    """A deal to be created."""

    title: str = text("What it is called.")
    customer: strawberry.ID | None = ref("To whom; a company or a contact.", "Company", "Contact")
    phase: strawberry.ID | None = ref(
        "How far it is; the first phase when not said.", "Phase", null="is left out"
    )
    amount: MoneyInput | None = given("What it is worth.")
    expected_closing: datetime.date | None = given("When it is expected to end.")
    assigned_to: strawberry.ID | None = ref(
        "Who is responsible for it; the caller when not said.", "User"
    )
    second_assigned_to: strawberry.ID | None = ref("Who else is.", "User")
    custom_fields: list[CustomFieldInput] | None = given(FIRST)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description="What is to be changed of a deal; what is left out stays.")
class UpdateDealInput:
    """What is to be changed of a deal."""

    id: strawberry.ID = ref("Which.", "Deal")
    version: int | None = given(VERSION, null="is left out")
    title: str | None = text("What it is called.", null="is refused")
    customer: strawberry.ID | None = ref("To whom; a company or a contact.", "Company", "Contact")
    amount: MoneyInput | None = given("What it is worth.")
    expected_closing: datetime.date | None = given("When it is expected to end.")
    custom_fields: list[CustomFieldInput] | None = given(SET)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description="Who is to be responsible for a deal; what is left out stays.")
class AssignDealInput:
    """Who is to be responsible for a deal."""

    id: strawberry.ID = ref("Which.", "Deal")
    assigned_to: strawberry.ID | None = ref("Who is responsible; never nobody.", "User")
    second_assigned_to: strawberry.ID | None = ref("Who else is; null for nobody.", "User")
    version: int | None = given(VERSION, null="is left out")
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")
    reason: str | None = text("Why, for the history.", 500)


@strawberry.input(description="The phase that a deal is to go to.")
class MoveDealInput:
    """The phase that a deal is to go to."""

    id: strawberry.ID = ref("Which.", "Deal")
    phase: strawberry.ID = ref("To where.", "Phase")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="How a deal ended.")
class CloseDealInput:
    """How a deal ended."""

    id: strawberry.ID = ref("Which.", "Deal")
    status: DealStatus = given("WON or LOST.")
    reason: str | None = text("Why.", 500)
    version: int | None = given(VERSION, null="is left out")


@strawberry.type(description="What became of a write to a deal.")
class DealPayload:
    """What became of a write to a deal."""

    deal: Deal | None = strawberry.field(description=WRITTEN)
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
