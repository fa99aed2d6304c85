"""What can be written to tickets."""

import strawberry

from orm.ticket import TicketStatus
from resolvers import ticket as resolvers
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.ticket import Ticket
from schema.types.customer import CUSTOMER
from schema.types.fields import given, mutation, ref, text
from schema.types.payload import VERSION, DeleteInput, DeletePayload, UserError

#: Its label has 200, of which its number takes up to 19.
SUBJECT = 180


@strawberry.input(description="A ticket to be created.")
class CreateTicketInput:
    """A ticket to be created."""

    subject: str = text("What it is about.", SUBJECT)
    inbox: strawberry.ID = ref("The inbox that it is in.", "Inbox")
    customer: strawberry.ID | None = ref("Who wrote it; a company or a contact.", *CUSTOMER)
    assigned_to: strawberry.ID | None = ref("Who is responsible for it.", "User")
    body: str | None = text("What the customer wrote, as its first message.", 20_000, lines=True)
    custom_fields: list[CustomFieldInput] | None = given(FIRST)


@strawberry.input(description="What is to be changed of a ticket; what is left out stays.")
class UpdateTicketInput:
    """What is to be changed of a ticket."""

    id: strawberry.ID = ref("Which.", "Ticket")
    version: int | None = given(VERSION, null="is left out")
    subject: str | None = text("What it is about.", SUBJECT, null="is refused")
    status: TicketStatus | None = given(
        "Whose turn it is; closing and opening again are mutations of their own.", null="is refused"
    )
    inbox: strawberry.ID | None = ref("The inbox that it is in.", "Inbox", null="is refused")
    customer: strawberry.ID | None = ref("Who wrote it; a company or a contact.", *CUSTOMER)
    custom_fields: list[CustomFieldInput] | None = given(SET)


@strawberry.input(description="Who is to be responsible for a ticket; what is left out stays.")
class AssignTicketInput:
    """Who is to be responsible for a ticket."""

    id: strawberry.ID = ref("Which.", "Ticket")
    assigned_to: strawberry.ID | None = ref("Who is responsible; null for nobody.", "User")
    version: int | None = given(VERSION, null="is left out")
    reason: str | None = text("Why, for the history.", 500)


@strawberry.input(description="A ticket to be closed.")
class CloseTicketInput:
    """A ticket to be closed."""

    id: strawberry.ID = ref("Which.", "Ticket")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="A closed ticket to be opened again.")
class ReopenTicketInput:
    """A closed ticket to be opened again."""

    id: strawberry.ID = ref("Which.", "Ticket")
    version: int | None = given(VERSION, null="is left out")


@strawberry.type(description="What became of a write to a ticket.")
class TicketPayload:
    """What became of a write to a ticket."""

    ticket: Ticket | None = strawberry.field(description="It; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class TicketMutations:
    """The roots that write tickets."""

    create_ticket: TicketPayload = mutation("Create a ticket.", resolvers.create, CreateTicketInput)
    update_ticket: TicketPayload = mutation("Change a ticket.", resolvers.update, UpdateTicketInput)
    delete_ticket: DeletePayload = mutation(
        "Delete a ticket with its messages.", resolvers.delete, DeleteInput, "Ticket"
    )
    assign_ticket: TicketPayload = mutation(
        "Make a user responsible for a ticket, or nobody.", resolvers.assign, AssignTicketInput
    )
    close_ticket: TicketPayload = mutation("Close a ticket.", resolvers.close, CloseTicketInput)
    reopen_ticket: TicketPayload = mutation(
        "Open a closed ticket again.", resolvers.reopen, ReopenTicketInput
    )
