"""What can be written to companies."""

import strawberry

from orm.company import CompanyStatus
from resolvers import company as resolvers
from schema.company import Company
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.types.fields import given, mutation, ref, text
from schema.types.payload import CONFIRM, VERSION, WRITTEN, DeleteInput, DeletePayload, UserError


@strawberry.input(description="A company to be created.")
class CreateCompanyInput:
    """A company to be created."""

    name: str = text("What it is called.")
    status: CompanyStatus | None = given("Whether one does business with it.", null="is left out")
    vat_number: str | None = text("Its number for value added tax.", 40)
    email: str | None = text("Where it gets mail.", 254)
    phone: str | None = text("Its telephone number.", 60)
    website: str | None = text("Its address on the web.", 300)
    city: str | None = text("The city it is in.", 120)
    country: str | None = text("The country it is in.", 120)
    industry: str | None = text("What it does.", 120)
    account_manager: strawberry.ID | None = ref("Who is responsible for it.", "User")
    second_account_manager: strawberry.ID | None = ref("Who else is.", "User")
    custom_fields: list[CustomFieldInput] | None = given(FIRST)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description="What is to be changed of a company; what is left out stays.")
class UpdateCompanyInput:
    """What is to be changed of a company."""

    id: strawberry.ID = ref("Which.", "Company")
    version: int | None = given(VERSION, null="is left out")
    name: str | None = text("What it is called.", null="is refused")
    status: CompanyStatus | None = given("Whether one does business with it.", null="is refused")
    vat_number: str | None = text("Its number for value added tax.", 40)
    email: str | None = text("Where it gets mail.", 254)
    phone: str | None = text("Its telephone number.", 60)
    website: str | None = text("Its address on the web.", 300)
    city: str | None = text("The city it is in.", 120)
    country: str | None = text("The country it is in.", 120)
    industry: str | None = text("What it does.", 120)
    custom_fields: list[CustomFieldInput] | None = given(SET)


@strawberry.input(description="Who is to be responsible for a company; what is left out stays.")
class AssignCompanyInput:
    """Who is to be responsible for a company."""

    id: strawberry.ID = ref("Which.", "Company")
    account_manager: strawberry.ID | None = ref(
        "Who is responsible; null for nobody, or for the second to move up.", "User"
    )
    second_account_manager: strawberry.ID | None = ref("Who else is; null for nobody.", "User")
    version: int | None = given(VERSION, null="is left out")
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")
    reason: str | None = text("Why, for the history.", 500)


@strawberry.type(description="What became of a write to a company.")
class CompanyPayload:
    """What became of a write to a company."""

    company: Company | None = strawberry.field(description=WRITTEN)
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class CompanyMutations:
    """The roots that write companies."""

    create_company: CompanyPayload = mutation(
        "Create a company.", resolvers.create, CreateCompanyInput
    )
    update_company: CompanyPayload = mutation(
        "Change a company.", resolvers.update, UpdateCompanyInput
    )
    delete_company: DeletePayload = mutation(
        "Delete a company.", resolvers.delete, DeleteInput, "Company"
    )
    assign_company: CompanyPayload = mutation(
        "Make users responsible for a company, or nobody.", resolvers.assign, AssignCompanyInput
    )
