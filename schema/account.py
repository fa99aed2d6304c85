"""Accounts in the schema, for their users and for the operator."""

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
from schema.types.payload import USER_ERRORS, UserError
from schema.types.record import Node


@entity(OrmAccount, AccountAccess, order=("name",))
@strawberry.type(
    description="Organisation that uses the service. Accounts never see data of each other."
)
class Account(Node):
    """Organisation that uses the service. Accounts never see data of each other."""

    name: str = column("Name of the account.")
    plan: Plan = column("Plan of the account; it brings modules.")
    boosters: list[Booster] = column("Boosters of the account; each adds a module to its plan.")
    features: list[Feature] = column(
        "Features that the operator of the service has enabled for the account."
    )
    available_modules: list[Module] = come(
        "Modules that come with the plan and the boosters. Each user has those of them that"
        " an administrator has enabled for the user.",
        Modules(),
    )


@strawberry.type
class AccountQueries:
    """Queries for accounts."""

    account: Account = come("Account of the viewer.", Mine())
    accounts: Connection[Account] = connection(
        "Accounts of the service, by name.", only=AccountAccess.administer
    )


@strawberry.input(description="Account to create, with its first administrator.")
class CreateAccountInput:
    """Account to create, with its first administrator."""

    name: str = text("Name of the account.")
    admin_name: str = text("First and last name of the administrator.")
    admin_email: str = text(
        "E-mail address of the administrator, which is also used to sign in.", 254
    )
    admin_password: str | None = given(
        "First password of the administrator, at least 12 characters. Without it, the"
        " administrator cannot sign in until the operator sets a password."
    )
    plan: Plan | None = given("Plan of the account; GO if left out.", null="is left out")


@strawberry.input(description="Plan to set for an account.")
class SetPlanInput:
    """Plan to set for an account."""

    account: strawberry.ID = ref("Id of the account.", "Account")
    plan: Plan = given("Plan that the account gets.")


@strawberry.input(description="Booster to add to an account, or to remove.")
class SetBoosterInput:
    """Booster to add to an account, or to remove."""

    account: strawberry.ID = ref("Id of the account.", "Account")
    booster: Booster = given("Booster to add or to remove.")
    enabled: bool = given("True adds the booster, false removes it.")


@strawberry.input(description="Feature to enable or disable for an account.")
class SetFeatureInput:
    """Feature to enable or disable for an account."""

    account: strawberry.ID = ref("Id of the account.", "Account")
    feature: Feature = given("Feature to enable or disable.")
    enabled: bool = given("True enables the feature, false disables it.")


@strawberry.type(description="Result of a write to an account.")
class AccountPayload:
    """Result of a write to an account."""

    account: Account | None = strawberry.field(
        description="Account after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class AccountMutations:
    """Mutations of accounts."""

    create_account: AccountPayload = mutation(
        "Create an account with its first administrator and a pipeline.",
        resolvers.create,
        CreateAccountInput,
        only=AccountAccess.administer,
        takes_passwords=True,
    )
    set_plan: AccountPayload = mutation(
        "Set the plan of an account. Records of modules that the new plan lacks are hidden,"
        " and nothing is deleted.",
        plans.set_plan,
        SetPlanInput,
        only=AccountAccess.administer,
    )
    set_booster: AccountPayload = mutation(
        "Add a booster to the plan of an account, or remove it.",
        plans.set_booster,
        SetBoosterInput,
        only=AccountAccess.administer,
    )
    set_feature: AccountPayload = mutation(
        "Enable or disable a feature of an account.",
        plans.set_feature,
        SetFeatureInput,
        only=AccountAccess.administer,
    )
