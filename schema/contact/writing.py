"""What can be written to contacts, and to their links to companies."""

import strawberry

from resolvers import contact as resolvers
from schema.contact import Contact
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.types.fields import given, mutation, ref, text
from schema.types.payload import CONFIRM, VERSION, WRITTEN, DeleteInput, DeletePayload, UserError


@strawberry.input(description="A company that a contact works for.")
class ContactCompanyInput:
    """A company that a contact works for."""

    company: strawberry.ID = ref("For which.", "Company")
    position: str | None = text("What they are there.")
    decision_maker: bool | None = given(
        "Whether they decide; not, when not said.", null="is left out"
    )


@strawberry.input(description="A contact to be created.")
class CreateContactInput:
    """A contact to be created."""

    first_name: str | None = text("First name.", 100)
    last_name: str = text("Last name.", 100)
    email: str | None = text("Where they get mail.", 254)
    phone: str | None = text("Their telephone number.", 60)
    companies: list[ContactCompanyInput] | None = given(
        "The companies that they work for.", null="is left out"
    )
    custom_fields: list[CustomFieldInput] | None = given(FIRST)


@strawberry.input(description="What is to be changed of a contact; what is left out stays.")
class UpdateContactInput:
    """What is to be changed of a contact."""

    id: strawberry.ID = ref("Which.", "Contact")
    version: int | None = given(VERSION, null="is left out")
    first_name: str | None = text("First name.", 100)
    last_name: str | None = text("Last name.", 100, null="is refused")
    email: str | None = text("Where they get mail.", 254)
    phone: str | None = text("Their telephone number.", 60)
    custom_fields: list[CustomFieldInput] | None = given(SET)


@strawberry.input(description="That a contact works for a company; what is left out stays.")
class LinkContactInput:
    """That a contact works for a company."""

    contact: strawberry.ID = ref("Who.", "Contact")
    company: strawberry.ID = ref("For which.", "Company")
    position: str | None = text("What they are there.")
    decision_maker: bool | None = given("Whether they decide.", null="is left out")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="That a contact no longer works for a company.")
class UnlinkContactInput:
    """That a contact no longer works for a company."""

    contact: strawberry.ID = ref("Who.", "Contact")
    company: strawberry.ID = ref("For which.", "Company")
    version: int | None = given(VERSION, null="is left out")
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.type(description="What became of a write to a contact.")
class ContactPayload:
    """What became of a write to a contact."""

    contact: Contact | None = strawberry.field(description=WRITTEN)
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class ContactMutations:
    """The roots that write contacts."""

    create_contact: ContactPayload = mutation(
        "Create a contact.", resolvers.create, CreateContactInput
    )
    update_contact: ContactPayload = mutation(
        "Change a contact.", resolvers.update, UpdateContactInput
    )
    delete_contact: DeletePayload = mutation(
        "Delete a contact.", resolvers.delete, DeleteInput, "Contact"
    )
    link_contact: ContactPayload = mutation(
        "Say that a contact works for a company, or as what.", resolvers.link, LinkContactInput
    )
    unlink_contact: ContactPayload = mutation(
        "Say that a contact no longer works for a company.", resolvers.unlink, UnlinkContactInput
    )
