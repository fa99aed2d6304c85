"""What administrators do to users, as clients see it."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.deal import DealStatus
from orm.record import ResponsibilityRole
from orm.ticket import TicketStatus
from orm.user import CrmAccess, Module, ProjectAccess
from permissions.user import UserAccess
from resolvers import transfer as transfers
from resolvers import user as resolvers
from resolvers.transfer import HandoverAction
from schema.types.fields import given, mutation, ref, text
from schema.types.payload import UserError

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]

FINANCIALS = "Whether they may see the budget and the margin of projects."
ADMIN_ONLY = f"Open to {UserAccess.invite.words}."


@strawberry.input(description="A user to be added.")
class InviteUserInput:
    """A user to be added."""

    email: str = text("Where they get mail, and what they sign in with.", 254)
    first_name: str = text("The first name.", 100)
    last_name: str = text("The last name.", 100)
    password: str | None = strawberry.field(
        description="Their first password, of at least 12 characters; without one they cannot"
        " sign in until the operator sets it.",
        default=strawberry.UNSET,
    )
    is_admin: bool | None = given("Whether they administer the account.", null="is left out")
    crm_access: CrmAccess | None = given(
        "What they may see; FULL when not said.", null="is left out"
    )
    modules: list[Module] | None = given(
        "What is on; everything when not said.", null="is left out"
    )
    project_access: ProjectAccess | None = given(
        "Which projects they may see; ALL when not said.", null="is left out"
    )
    sees_financials: bool | None = given(FINANCIALS, null="is left out")


@strawberry.input(description="What a user may do; what is left out stays.")
class SetUserAccessInput:
    """What a user may do."""

    user: strawberry.ID = ref("Who.", "User")
    crm_access: CrmAccess | None = given(
        "Which companies and deals they may see.", null="is refused"
    )
    modules: list[Module] | None = given("The modules that are on for them.", null="is refused")
    project_access: ProjectAccess | None = given("Which projects they may see.", null="is refused")
    sees_financials: bool | None = given(FINANCIALS, null="is refused")
    is_admin: bool | None = given("Whether they administer the account.", null="is refused")


@strawberry.input(description="What becomes of one role of who leaves.")
class HandoverInput:
    """What becomes of one role of who leaves."""

    role: ResponsibilityRole = given("Which role.")
    action: HandoverAction = given("What becomes of it.")
    to: strawberry.ID | None = ref("Who takes it over, with TRANSFER.", "User")


@strawberry.input(description="Who leaves, and what becomes of what they are responsible for.")
class DeactivateUserInput:
    """Who leaves."""

    user: strawberry.ID = ref("Who.", "User")
    responsibilities: list[HandoverInput] | None = given("Something for each role they have.")


@strawberry.input(description="Which records pass on; what is not named passes on whole.")
class TransferFilter:
    """Which records pass on."""

    deal_status: list[DealStatus] | None = given("Of the deals, only those.")
    ticket_status: list[TicketStatus] | None = given("Of the tickets, only those.")


@strawberry.input(description="Whose responsibilities go to whom.")
class TransferInput:
    """Whose responsibilities go to whom."""

    from_: strawberry.ID = strawberry.field(
        name="from", description="From whom.", metadata=ref("", "User").metadata
    )
    to: strawberry.ID = ref("To whom.", "User")
    roles: list[ResponsibilityRole] | None = given("In these roles; in all when not said.")
    filter: TransferFilter | None = given("Only what this holds for.")


@strawberry.type(description="What became of a write to a user.")
class UserPayload:
    """What became of a write to a user."""

    user: LazyUser | None = strawberry.field(description="They; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type(description="What became of a transfer.")
class TransferPayload:
    """What became of a transfer."""

    count: int | None = strawberry.field(description="How many records were passed on.")
    batch: str | None = strawberry.field(
        description="What the history calls it; null where nothing was passed on."
    )
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class UserMutations:
    """The roots that write users."""

    invite_user: UserPayload = mutation(
        f"Add a user. {ADMIN_ONLY}", resolvers.invite, InviteUserInput
    )
    set_user_access: UserPayload = mutation(
        f"Set what a user may do. {ADMIN_ONLY}", resolvers.set_access, SetUserAccessInput
    )
    deactivate_user: UserPayload = mutation(
        f"Deactivate a user. {ADMIN_ONLY}", resolvers.deactivate, DeactivateUserInput
    )
    transfer_responsibilities: TransferPayload = mutation(
        f"Pass on what a user is responsible for. {ADMIN_ONLY}", transfers.transfer, TransferInput
    )
