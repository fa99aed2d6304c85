"""The ticket in the schema."""

import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.ticket import Ticket as OrmTicket
from orm.ticket import TicketStatus
from permissions.ticket import TicketAccess
from reader.sources.many import Many
from reader.sources.related import OneOf
from schema.inbox import Inbox
from schema.ticket.listing import TicketFilter, TicketOrder
from schema.types.customer import CUSTOMER, Customer
from schema.types.fields import by_id, column, come, connection, entity, related
from schema.types.paging import Connection, Records
from schema.types.record import Record

if TYPE_CHECKING:
    from schema.message import Message
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]
LazyMessage = Annotated["Message", strawberry.lazy("schema.message")]


@entity(OrmTicket, TicketAccess, order=("-number",), label="called")
@strawberry.type(
    description="Conversation with a customer in a shared inbox. Visible to"
    f" {TicketAccess.read.words}."
)
class Ticket(Record):
    """Conversation with a customer in a shared inbox."""

    number: int = column("Number of the ticket: 1, 2, 3 and so on in the account, without gaps.")
    subject: str = column("Subject of the ticket.")
    status: TicketStatus = column("Status of the ticket; it says who has to act next.")
    inbox: Inbox = related("Inbox that the ticket is in.", "inbox")
    customer: Customer | None = come(
        "Company or contact that wrote the ticket; null if there is none that the viewer may read.",
        OneOf(CUSTOMER),
    )
    assigned_to: LazyUser | None = related(
        "User who is responsible for the ticket; null if nobody is.", "assigned_to"
    )
    closed_at: datetime.datetime | None = column(
        "Time when the ticket was closed; null if it is not closed."
    )
    closed_by: LazyUser | None = related(
        "User who closed the ticket; null if it is not closed, or was closed automatically.",
        "closed_by",
    )
    closed_automatically: bool = column(
        "Whether the ticket is closed because the customer did not answer in the time that"
        " the inbox allows."
    )
    reopened: bool = column("Whether the ticket was ever opened again after it was closed.")
    reply_count: int = column(
        "Number of replies that colleagues sent; automatic replies do not count."
    )
    first_reply_at: datetime.datetime | None = column(
        "Time of the first reply of a colleague; null if there is none. Automatic replies do"
        " not count."
    )
    waiting_since: datetime.datetime | None = column(
        "Time since when the ticket has waited for the customer; null if it does not wait."
    )
    messages: Connection[LazyMessage] = connection(
        "Messages of the ticket, the oldest first.", Many(on={"ticket_id": "id"})
    )


@strawberry.type
class TicketQueries:
    """Queries for tickets."""

    ticket: Ticket | None = by_id("ticket")
    tickets: Records[Ticket] = connection(
        "Tickets that the viewer may read, the latest first.",
        filter=TicketFilter,
        order=TicketOrder,
    )


__all__ = ["Ticket", "TicketFilter", "TicketOrder", "TicketQueries"]
