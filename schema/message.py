"""A message of a ticket, as clients see it."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.message import Message as OrmMessage
from orm.message import MessageMention, MessageType
from orm.record import Through
from orm.ticket import TicketStatus
from permissions.message import MessageAccess
from reader.sources.many import Many
from resolvers.message import add
from schema.ticket.writing import TicketPayload
from schema.types.fields import column, come, entity, given, mutation, ref, related, text
from schema.types.record import Node

if TYPE_CHECKING:
    from schema.ticket import Ticket
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]
LazyTicket = Annotated["Ticket", strawberry.lazy("schema.ticket")]


@entity(OrmMessage, MessageAccess)
@strawberry.type(description=f"What was said in a ticket. Visible to {MessageAccess.read.words}.")
class Message(Node):
    """What was said in a ticket."""

    ticket: LazyTicket = related("In which ticket.", "ticket")
    type: MessageType = column("Who says it to whom.")
    body: str = column("What it says.")
    sent_by: LazyUser | None = related(
        "Which colleague wrote it; null for what comes from outside or was sent automatically.",
        "sent_by",
    )
    auto: bool = column("Whether it was sent automatically.")
    mentions: list[LazyUser] = come(
        "Whom it mentions.",
        Many(through=Through(MessageMention, mine="message_id", theirs="user_id")),
    )
    created_at: datetime.datetime = column("When it was said.")


@strawberry.input(description="A message to be added to a ticket.")
class AddTicketMessageInput:
    """A message to be added to a ticket."""

    id: strawberry.ID = ref("Which ticket.", "Ticket")
    type: MessageType = given("Who says it to whom.")
    body: str = text("What it says.", 20_000, lines=True)
    status: TicketStatus | None = given(
        "Whose turn it is then; when not said, OPEN after CUSTOMER, WAITING_FOR_CUSTOMER after a"
        " REPLY that is not auto, and otherwise as before.",
        null="is left out",
    )
    auto: bool | None = given(
        "Whether it is a REPLY that no colleague wrote, which counts as no answer.",
        null="is left out",
    )
    mentions: list[strawberry.ID] | None = ref("Whom an INTERNAL one mentions.", "User")


@strawberry.type
class MessageMutations:
    """The roots that write messages."""

    add_ticket_message: TicketPayload = mutation(
        "Add a message to a ticket: what the customer wrote, an answer, or an internal note."
        " CUSTOMER, and REPLY if it is not auto, open a closed ticket again, unless status says"
        " otherwise.",
        add,
        AddTicketMessageInput,
    )
