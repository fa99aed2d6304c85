"""The message of a ticket in the schema."""

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
@strawberry.type(description=f"Message in a ticket. Visible to {MessageAccess.read.words}.")
class Message(Node):
    """Message in a ticket."""

    ticket: LazyTicket = related("Ticket that the message is in.", "ticket")
    type: MessageType = column("Type of the message: who wrote it, and for whom.")
    body: str = column("Text of the message.")
    sent_by: LazyUser | None = related(
        "Colleague who wrote the message; null if it came from outside or was sent automatically.",
        "sent_by",
    )
    auto: bool = column("Whether the message was sent automatically.")
    mentions: list[LazyUser] = come(
        "Users whom the message mentions.",
        Many(through=Through(MessageMention, mine="message_id", theirs="user_id")),
    )
    created_at: datetime.datetime = column("Time when the message was added.")


@strawberry.input(description="Message to add to a ticket.")
class AddTicketMessageInput:
    """Message to add to a ticket."""

    id: strawberry.ID = ref("Id of the ticket.", "Ticket")
    type: MessageType = given("Type of the message: who wrote it, and for whom.")
    body: str = text("Text of the message.", 20_000, lines=True)
    status: TicketStatus | None = given(
        "Status of the ticket after the message. If left out: OPEN after CUSTOMER,"
        " WAITING_FOR_CUSTOMER after a REPLY that is not automatic, else unchanged.",
        null="is left out",
    )
    auto: bool | None = given(
        "Whether a REPLY was sent automatically; such a reply does not count as an answer."
        " False if left out.",
        null="is left out",
    )
    mentions: list[strawberry.ID] | None = ref(
        "Ids of the users whom an INTERNAL message mentions.", "User"
    )


@strawberry.type
class MessageMutations:
    """Mutations of messages."""

    add_ticket_message: TicketPayload = mutation(
        "Add a message to a ticket: a text of the customer, a reply, or an internal note."
        " CUSTOMER, or a REPLY that is not automatic, opens a closed ticket again, unless"
        " status says otherwise.",
        add,
        AddTicketMessageInput,
    )
