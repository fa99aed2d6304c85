"""Mutations of contacts, and of their links to companies."""

import strawberry

from resolvers import contact as resolvers
from schema.contact import Contact
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


@strawberry.input(description="Company that a contact works for.")
class ContactCompanyInput:
    """Company that a contact works for."""

    company: strawberry.ID = ref("Id of the company.", "Company")
    position: str | None = text("Position of the contact at this company.")
    decision_maker: bool | None = given(
        "Whether the contact makes decisions at this company; false if left out.",
        null="is left out",
    )


@strawberry.input(description="Contact to create.")
class CreateContactInput:
    """Contact to create."""

    first_name: str | None = text("First name of the contact.", 100)
    last_name: str = text("Last name of the contact.", 100)
    email: str | None = text("E-mail address of the contact.", 254)
    phone: str | None = text("Phone number of the contact.", 60)
    companies: list[ContactCompanyInput] | None = given(
        "Companies that the contact works for.", null="is left out"
    )
    custom_fields: list[CustomFieldInput] | None = given(FIRST)


@strawberry.input(description=changes("a contact"))
class UpdateContactInput:
    """Changes to a contact."""

    id: strawberry.ID = ref("Id of the contact.", "Contact")
    version: int | None = given(VERSION, null="is left out")
    first_name: str | None = text("First name of the contact.", 100)
    last_name: str | None = text("Last name of the contact.", 100, null="is refused")
    email: str | None = text("E-mail address of the contact.", 254)
    phone: str | None = text("Phone number of the contact.", 60)
    custom_fields: list[CustomFieldInput] | None = given(SET)


@strawberry.input(
    description="Link between a contact and a company, to create or change. Fields that are"
    " left out keep their value."
)
class LinkContactInput:
    """Link between a contact and a company, to create or change."""

    contact: strawberry.ID = ref("Id of the contact.", "Contact")
    company: strawberry.ID = ref("Id of the company that the contact works for.", "Company")
    position: str | None = text("Position of the contact at this company.")
    decision_maker: bool | None = given(
        "Whether the contact makes decisions at this company; false for a new link if left out.",
        null="is left out",
    )
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="Link between a contact and a company, to remove.")
class UnlinkContactInput:
    """Link between a contact and a company, to remove."""

    contact: strawberry.ID = ref("Id of the contact.", "Contact")
    company: strawberry.ID = ref(
        "Id of the company that the contact no longer works for.", "Company"
    )
    version: int | None = given(VERSION, null="is left out")
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.type(description="Result of a write to a contact.")
class ContactPayload:
    """Result of a write to a contact."""

    contact: Contact | None = strawberry.field(description=written("contact"))
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class ContactMutations:
    """Mutations of contacts."""

    create_contact: ContactPayload = mutation(
        "Create a contact.", resolvers.create, CreateContactInput
    )
    update_contact: ContactPayload = mutation(
        "Change a contact.", resolvers.update, UpdateContactInput
    )
    delete_contact: DeletePayload = mutation(
        "Delete a contact. Refused while other records need it, such as deals.",
        resolvers.delete,
        DeleteInput,
        "Contact",
    )
    link_contact: ContactPayload = mutation(
        "Link a contact to a company, or change the link.", resolvers.link, LinkContactInput
    )
    unlink_contact: ContactPayload = mutation(
        "Remove the link between a contact and a company.", resolvers.unlink, UnlinkContactInput
    )
