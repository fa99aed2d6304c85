"""Mutations of companies."""

import strawberry

from orm.company import CompanyStatus
from resolvers import company as resolvers
from schema.company import Company
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.types.fields import given, mutation, ref, text
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


@strawberry.input(description="Company to create.")
class CreateCompanyInput:
    """Company to create."""

    name: str = text("Name of the company.")
    status: CompanyStatus | None = given(
        "Whether the account does business with the company; ACTIVE if left out.",
        null="is left out",
    )
    vat_number: str | None = text("VAT number of the company.", 40)
    email: str | None = text("E-mail address of the company.", 254)
    phone: str | None = text("Phone number of the company.", 60)
    website: str | None = text("Web address of the company.", 300)
    city: str | None = text("City of the company.", 120)
    country: str | None = text("Country of the company.", 120)
    industry: str | None = text("Industry of the company.", 120)
    account_manager: strawberry.ID | None = ref(
        "Id of the user who is responsible for the company.", "User"
    )
    second_account_manager: strawberry.ID | None = ref(
        "Id of the second user who is responsible for the company.", "User"
    )
    custom_fields: list[CustomFieldInput] | None = given(FIRST)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description=changes("a company"))
class UpdateCompanyInput:
    """Changes to a company."""

    id: strawberry.ID = ref("Id of the company.", "Company")
    version: int | None = given(VERSION, null="is left out")
    name: str | None = text("Name of the company.", null="is refused")
    status: CompanyStatus | None = given(
        "Whether the account still does business with the company.", null="is refused"
    )
    vat_number: str | None = text("VAT number of the company.", 40)
    email: str | None = text("E-mail address of the company.", 254)
    phone: str | None = text("Phone number of the company.", 60)
    website: str | None = text("Web address of the company.", 300)
    city: str | None = text("City of the company.", 120)
    country: str | None = text("Country of the company.", 120)
    industry: str | None = text("Industry of the company.", 120)
    custom_fields: list[CustomFieldInput] | None = given(SET)


@strawberry.input(
    description="Account managers to set for a company. Fields that are left out keep their value."
)
class AssignCompanyInput:
    """Account managers to set for a company. Fields that are left out keep their value."""

    id: strawberry.ID = ref("Id of the company.", "Company")
    account_manager: strawberry.ID | None = ref(
        "Id of the user who is responsible for the company. Null removes the account manager;"
        " an active second account manager then moves up.",
        "User",
    )
    second_account_manager: strawberry.ID | None = ref(
        "Id of the second user who is responsible for the company; null removes the second"
        " account manager.",
        "User",
    )
    version: int | None = given(VERSION, null="is left out")
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")
    reason: str | None = text("Reason for the change, kept in the responsibility history.", 500)


@strawberry.type(description="Result of a write to a company.")
class CompanyPayload:
    """Result of a write to a company."""

    company: Company | None = strawberry.field(description=written("company"))
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class CompanyMutations:
    """Mutations of companies."""

    create_company: CompanyPayload = mutation(
        "Create a company.", resolvers.create, CreateCompanyInput
    )
    update_company: CompanyPayload = mutation(
        "Change a company.", resolvers.update, UpdateCompanyInput
    )
    delete_company: DeletePayload = mutation(
        "Delete a company. Refused while other records need it, such as deals.",
        resolvers.delete,
        DeleteInput,
        "Company",
    )
    assign_company: CompanyPayload = mutation(
        "Set or remove the account managers of a company.", resolvers.assign, AssignCompanyInput
    )
