"""Mutations of tickets."""

import strawberry

from orm.ticket import TicketStatus
from resolvers import ticket as resolvers
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.ticket import Ticket
from schema.types.customer import CUSTOMER
from schema.types.fields import given, mutation, ref, text
from schema.types.payload import (
    USER_ERRORS,
    VERSION,
    DeleteInput,
    DeletePayload,
    UserError,
    changes,
)

#: Its label has 200, of which its number takes up to 19.
SUBJECT = 180


@strawberry.input(description="Ticket to create.")
class CreateTicketInput:
    """Ticket to create."""

    subject: str = text("Subject of the ticket.", SUBJECT)
    inbox: strawberry.ID = ref("Id of the inbox that the ticket is in.", "Inbox")
    customer: strawberry.ID | None = ref(
        "Id of the company or contact that wrote the ticket.", *CUSTOMER
    )
    assigned_to: strawberry.ID | None = ref(
        "Id of the user who is responsible for the ticket.", "User"
    )
    body: str | None = text(
        "Text of the customer, which becomes the first message.", 20_000, lines=True
    )
    custom_fields: list[CustomFieldInput] | None = given(FIRST)


@strawberry.input(description=changes("a ticket"))
class UpdateTicketInput:
    """Changes to a ticket."""

    id: strawberry.ID = ref("Id of the ticket.", "Ticket")
    version: int | None = given(VERSION, null="is left out")
    subject: str | None = text("Subject of the ticket.", SUBJECT, null="is refused")
    status: TicketStatus | None = given(
        "Status of the ticket. To close it, use closeTicket; to open it again, use reopenTicket.",
        null="is refused",
    )
    inbox: strawberry.ID | None = ref(
        "Id of the inbox that the ticket is in.", "Inbox", null="is refused"
    )
    customer: strawberry.ID | None = ref(
        "Id of the company or contact that wrote the ticket.", *CUSTOMER
    )
    custom_fields: list[CustomFieldInput] | None = given(SET)


@strawberry.input(description="User to make responsible for a ticket.")
class AssignTicketInput:
    """User to make responsible for a ticket."""

    id: strawberry.ID = ref("Id of the ticket.", "Ticket")
    assigned_to: strawberry.ID | None = ref(
        "Id of the user who is responsible for the ticket; null for nobody.", "User"
    )
    version: int | None = given(VERSION, null="is left out")
    reason: str | None = text("Reason for the change, kept in the responsibility history.", 500)


@strawberry.input(description="Ticket to close.")
class CloseTicketInput:
    """Ticket to close."""

    id: strawberry.ID = ref("Id of the ticket.", "Ticket")
    version: int | None = given(VERSION, null="is left out")


@strawberry.input(description="Closed ticket to open again.")
class ReopenTicketInput:
    """Closed ticket to open again."""

    id: strawberry.ID = ref("Id of the ticket.", "Ticket")
    version: int | None = given(VERSION, null="is left out")


@strawberry.type(description="Result of a write to a ticket.")
class TicketPayload:
    """Result of a write to a ticket."""

    ticket: Ticket | None = strawberry.field(
        description="Ticket after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class TicketMutations:
    """Mutations of tickets."""

    create_ticket: TicketPayload = mutation("Create a ticket.", resolvers.create, CreateTicketInput)
    update_ticket: TicketPayload = mutation("Change a ticket.", resolvers.update, UpdateTicketInput)
    delete_ticket: DeletePayload = mutation(
        "Delete a ticket with its messages.", resolvers.delete, DeleteInput, "Ticket"
    )
    assign_ticket: TicketPayload = mutation(
        "Set or remove the user who is responsible for a ticket.",
        resolvers.assign,
        AssignTicketInput,
    )
    close_ticket: TicketPayload = mutation("Close a ticket.", resolvers.close, CloseTicketInput)
    reopen_ticket: TicketPayload = mutation(
        "Open a closed ticket again.", resolvers.reopen, ReopenTicketInput
    )
