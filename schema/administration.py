"""Mutations that administrators use on users."""

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
from schema.types.payload import USER_ERRORS, UserError

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]

FINANCIALS = (
    "Whether the user may see the budget and margin of the projects that the user owns; an"
    " administrator, of all projects."
)
ADMIN_ONLY = f"Open to {UserAccess.invite.words}."


@strawberry.input(description="User to add to the account.")
class InviteUserInput:
    """User to add to the account."""

    email: str = text("E-mail address of the user, which is also used to sign in.", 254)
    first_name: str = text("First name of the user.", 100)
    last_name: str = text("Last name of the user.", 100)
    password: str | None = strawberry.field(
        description="First password of the user, at least 12 characters. Without it, the user"
        " cannot sign in until the operator sets a password.",
        default=strawberry.UNSET,
    )
    is_admin: bool | None = given(
        "Whether the user is an administrator of the account; false if left out.",
        null="is left out",
    )
    crm_access: CrmAccess | None = given(
        "Companies and deals that the user may see; FULL if left out.", null="is left out"
    )
    modules: list[Module] | None = given(
        "Modules that are enabled for the user; all if left out.", null="is left out"
    )
    project_access: ProjectAccess | None = given(
        "Projects that the user may see; ALL if left out.", null="is left out"
    )
    sees_financials: bool | None = given(f"{FINANCIALS} False if left out.", null="is left out")


@strawberry.input(
    description="Rights to set for a user. Fields that are left out keep their value."
)
class SetUserAccessInput:
    """Rights to set for a user. Fields that are left out keep their value."""

    user: strawberry.ID = ref("Id of the user.", "User")
    crm_access: CrmAccess | None = given(
        "Companies and deals that the user may see.", null="is refused"
    )
    modules: list[Module] | None = given(
        "All modules that are enabled for the user.", null="is refused"
    )
    project_access: ProjectAccess | None = given(
        "Projects that the user may see, and whether the user may change all of them.",
        null="is refused",
    )
    sees_financials: bool | None = given(FINANCIALS, null="is refused")
    is_admin: bool | None = given(
        "Whether the user is an administrator of the account.", null="is refused"
    )


@strawberry.input(description="Decision on one role of a user who leaves.")
class HandoverInput:
    """Decision on one role of a user who leaves."""

    role: ResponsibilityRole = given("Role that the user has.")
    action: HandoverAction = given("Action for all records and tasks with this role.")
    to: strawberry.ID | None = ref(
        "Id of the user who gets the role. Required for TRANSFER, refused for other actions.",
        "User",
    )


@strawberry.input(description="User to deactivate, with a decision on each role of the user.")
class DeactivateUserInput:
    """User to deactivate, with a decision on each role of the user."""

    user: strawberry.ID = ref("Id of the user.", "User")
    responsibilities: list[HandoverInput] | None = given(
        "Decisions, exactly one for each role that the user has."
    )


@strawberry.input(
    description="Filter for the records to transfer. Kinds of record without a condition are"
    " transferred completely."
)
class TransferFilter:
    """Filter for the records to transfer."""

    deal_status: list[DealStatus] | None = given(
        "Statuses; only deals with one of them are transferred."
    )
    ticket_status: list[TicketStatus] | None = given(
        "Statuses; only tickets with one of them are transferred."
    )


@strawberry.input(description="Transfer of responsibilities from one user to another.")
class TransferInput:
    """Transfer of responsibilities from one user to another."""

    from_: strawberry.ID = strawberry.field(
        name="from",
        description="Id of the user who is responsible now.",
        metadata=ref("", "User").metadata,
    )
    to: strawberry.ID = ref("Id of the user who becomes responsible.", "User")
    roles: list[ResponsibilityRole] | None = given("Roles to transfer; all roles if left out.")
    filter: TransferFilter | None = given(
        "Filter for the records to transfer; all records if left out."
    )


@strawberry.type(description="Result of a write to a user.")
class UserPayload:
    """Result of a write to a user."""

    user: LazyUser | None = strawberry.field(
        description="User after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type(description="Result of a transfer.")
class TransferPayload:
    """Result of a transfer."""

    count: int | None = strawberry.field(
        description="Number of records that were transferred; null if nothing was written."
    )
    batch: str | None = strawberry.field(
        description="Identifier of the transfer in the history; null if nothing was transferred."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class UserMutations:
    """Mutations of users."""

    invite_user: UserPayload = mutation(
        f"Add a user to the account. {ADMIN_ONLY}",
        resolvers.invite,
        InviteUserInput,
        takes_passwords=True,
    )
    set_user_access: UserPayload = mutation(
        f"Set the rights of a user. {ADMIN_ONLY}", resolvers.set_access, SetUserAccessInput
    )
    deactivate_user: UserPayload = mutation(
        f"Deactivate a user: end all sessions of the user and hand over the roles. {ADMIN_ONLY}",
        resolvers.deactivate,
        DeactivateUserInput,
    )
    transfer_responsibilities: TransferPayload = mutation(
        f"Transfer responsibilities from one user to another. {ADMIN_ONLY}",
        transfers.transfer,
        TransferInput,
    )
