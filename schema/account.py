"""The viewer's account, as clients see it, and all accounts, as the operator does."""

import strawberry

from orm.account import Account as OrmAccount
from orm.account import Feature
from orm.entitlements import Booster, Plan
from orm.user import Module
from permissions.account import AccountAccess
from reader.sources.entitlements import Modules
from reader.sources.root_fields import Mine
from resolvers import account as resolvers
from resolvers import entitlements as plans
from schema.types.fields import column, come, connection, entity, given, mutation, ref, text
from schema.types.paging import Connection
from schema.types.payload import UserError
from schema.types.record import Node


@entity(OrmAccount, AccountAccess, order=("name",))
@strawberry.type(description="One organisation, whose rows nobody else ever sees.")
class Account(Node):
    """One organisation."""

    name: str = column("What it is called.")
    plan: Plan = column("What it has taken.")
    boosters: list[Booster] = column("What it has added to its plan.")
    features: list[Feature] = column("What the operator of the service has switched on.")
    available_modules: list[Module] = come(
        "What comes with its plan and its boosters; of these, a user has those that are on for"
        " them.",
        Modules(),
    )


@strawberry.type
class AccountQueries:
    """The roots that read accounts."""

    account: Account = come("The viewer's account.", Mine())
    accounts: Connection[Account] = connection(
        "Every account, by name.", only=AccountAccess.administer
    )


@strawberry.input(description="An account to be made, with its first administrator.")
class CreateAccountInput:
    """An account to be made."""

    name: str = text("What it is called.")
    admin_name: str = text("The first and last name of its administrator.")
    admin_email: str = text("Where they get mail, and what they sign in with.", 254)
    admin_password: str | None = given(
        "Their first password, of at least 12 characters; without one they cannot sign in until"
        " the operator sets it."
    )
    plan: Plan | None = given("What it takes; GO when not said.", null="is left out")


@strawberry.input(description="Which plan an account has from now on.")
class SetPlanInput:
    """Which plan an account has from now on."""

    account: strawberry.ID = ref("Which.", "Account")
    plan: Plan = given("What it takes.")


@strawberry.input(description="Whether an account has a booster from now on.")
class SetBoosterInput:
    """Whether an account has a booster from now on."""

    account: strawberry.ID = ref("Which.", "Account")
    booster: Booster = given("What is added to its plan, or taken away.")
    enabled: bool = given("Whether it has it.")


@strawberry.input(description="Whether an account has a feature from now on.")
class SetFeatureInput:
    """Whether an account has a feature from now on."""

    account: strawberry.ID = ref("Which.", "Account")
    feature: Feature = given("What is switched on or off.")
    enabled: bool = given("Whether it is on.")


@strawberry.type(description="What became of a write to an account.")
class AccountPayload:
    """What became of a write to an account."""

    account: Account | None = strawberry.field(description="It; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class AccountMutations:
    """The roots that write accounts."""

    create_account: AccountPayload = mutation(
        "Make an account, with its first administrator and a pipeline.",
        resolvers.create,
        CreateAccountInput,
        only=AccountAccess.administer,
    )
    set_plan: AccountPayload = mutation(
        "Give an account another plan; what that lacks is hidden, and nothing is deleted.",
        plans.set_plan,
        SetPlanInput,
        only=AccountAccess.administer,
    )
    set_booster: AccountPayload = mutation(
        "Add a booster to the plan of an account, or take it away.",
        plans.set_booster,
        SetBoosterInput,
        only=AccountAccess.administer,
    )
    set_feature: AccountPayload = mutation(
        "Switch a feature of an account on or off.",
        plans.set_feature,
        SetFeatureInput,
        only=AccountAccess.administer,
    )
