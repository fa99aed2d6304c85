"""Mutations of deals."""

import datetime

import strawberry

from orm.deal import DealStatus
from resolvers import deal as resolvers
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.deal import Deal
from schema.types.fields import given, mutation, ref, text
from schema.types.money import MoneyInput
from schema.types.payload import (
    CONFIRM,
    USER_ERRORS,
    VERSION,
    DeleteInput,
    DeletePayload,
    UserError,
    changes,
    written,
)


@strawberry.input(description="Deal to create.")
class CreateDealInput:
    """Deal to create."""

    title: str = text("Title of the deal.")
    customer: strawberry.ID | None = ref(
        "Id of the company or contact that may buy.", "Company", "Contact"
    )
    phase: strawberry.ID | None = ref(
        "Id of the phase that the deal is in; the first phase if left out.",
        "Phase",
        null="is left out",
    )
    amount: MoneyInput | None = given("Value of the deal.")
    expected_closing: datetime.date | None = given("Day when the deal is expected to close.")
    assigned_to: strawberry.ID | None = ref(
        "Id of the user who is responsible for the deal; the viewer if left out.", "User"
    )
    second_assigned_to: strawberry.ID | None = ref(
        "Id of the second user who is responsible for the deal.", "User"
    )
    custom_fields: list[CustomFieldInput] | None = given(FIRST)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description=changes("a deal"))
class UpdateDealInput:
    """Changes to a deal."""

    id: strawberry.ID = ref("Id of the deal.", "Deal")
    version: int | None = given(VERSION, null="is left out")
    title: str | None = text("Title of the deal.", null="is refused")
    customer: strawberry.ID | None = ref(
        "Id of the company or contact that may buy.", "Company", "Contact"
    )
    amount: MoneyInput | None = given("Value of the deal.")
    expected_closing: datetime.date | None = given("Day when the deal is expected to close.")
    custom_fields: list[CustomFieldInput] | None = given(SET)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(
    description="Users to make responsible for a deal. Fields that are left out keep their value."
)
class AssignDealInput:
    """Users to make responsible for a deal. Fields that are left out keep their value."""

    id: strawberry.ID = ref("Id of the deal.", "Deal")
    assigned_to: strawberry.ID | None = ref(
        "Id of the user who is responsible for the deal. It cannot be null: a deal always has"
        " a responsible user.",
        "User",
    )
    second_assigned_to: strawberry.ID | None = ref(
        "Id of the second user who is responsible for the deal; null removes that user.", "User"
    )
    version: int | None = given(VERSION, null="is left out")
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")
    reason: str | None = text("Reason for the change, kept in the responsibility history.", 500)


@strawberry.input(description="Deal to move to another phase.")
class MoveDealInput:
    """Deal to move to another phase."""

    id: strawberry.ID = ref("Id of the deal.", "Deal")
    phase: strawberry.ID = ref("Id of the phase that the deal moves to.", "Phase")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="Deal to close as won or lost.")
class CloseDealInput:
    """Deal to close as won or lost."""

    id: strawberry.ID = ref("Id of the deal.", "Deal")
    status: DealStatus = given("Result of the deal: WON or LOST.")
    reason: str | None = text("Reason why the deal was won or lost.", 500)
    version: int | None = given(VERSION, null="is left out")


@strawberry.type(description="Result of a write to a deal.")
class DealPayload:
    """Result of a write to a deal."""

    deal: Deal | None = strawberry.field(description=written("deal"))
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class DealMutations:
    """Mutations of deals."""

    create_deal: DealPayload = mutation("Create a deal.", resolvers.create, CreateDealInput)
    update_deal: DealPayload = mutation("Change a deal.", resolvers.update, UpdateDealInput)
    delete_deal: DeletePayload = mutation(
        "Delete a deal with its quotations; its invoices stay.",
        resolvers.delete,
        DeleteInput,
        "Deal",
    )
    assign_deal: DealPayload = mutation(
        "Set the users who are responsible for a deal.", resolvers.assign, AssignDealInput
    )
    move_deal: DealPayload = mutation(
        "Move a deal to another phase.", resolvers.move, MoveDealInput
    )
    close_deal: DealPayload = mutation(
        "Close a deal as won or lost.", resolvers.close, CloseDealInput
    )
