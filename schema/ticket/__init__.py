"""A ticket, as clients see it."""

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
    description=f"A conversation with a customer. Visible to {TicketAccess.read.words}."
)
class Ticket(Record):
    """A conversation with a customer."""

    number: int = column("1, 2, 3 ... in the account, without gaps.")
    subject: str = column("What it is about.")
    status: TicketStatus = column("Whose turn it is.")
    inbox: Inbox = related("The inbox that it is in.", "inbox")
    customer: Customer | None = come(
        "Who wrote it; null where nobody is known or the viewer may not read them.",
        OneOf(CUSTOMER),
    )
    assigned_to: LazyUser | None = related(
        "Who is responsible for it; null for nobody.", "assigned_to"
    )
    closed_at: datetime.datetime | None = column("When it was closed, if it is.")
    closed_by: LazyUser | None = related(
        "Who closed it; null where nobody did, or it was closed automatically.", "closed_by"
    )
    closed_automatically: bool = column(
        "Whether it is closed since the customer did not answer for as long as the inbox waits."
    )
    reopened: bool = column("Whether it ever went from closed to another status.")
    reply_count: int = column("How many answers colleagues sent; automatic ones do not count.")
    first_reply_at: datetime.datetime | None = column("When the first of these was sent.")
    waiting_since: datetime.datetime | None = column("Since when it waits for the customer.")
    messages: Connection[LazyMessage] = connection(
        "What was said in it, the first thing first.", Many(on={"ticket_id": "id"})
    )


@strawberry.type
class TicketQueries:
    """The roots that read tickets."""

    ticket: Ticket | None = by_id("A ticket.")
    tickets: Records[Ticket] = connection(
        "The tickets that the viewer may read, the latest first.",
        filter=TicketFilter,
        order=TicketOrder,
    )


__all__ = ["Ticket", "TicketFilter", "TicketOrder", "TicketQueries"]
