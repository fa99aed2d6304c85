"""What is said in a ticket."""

from dataclasses import dataclass

from notifications.domain_event import DomainEvent
from notifications.events.ticket import (
    ColleagueReplied,
    CustomerReplied,
    InternalNoteAdded,
    TicketUpdated,
)
from orm.message import Message, MessageMention, MessageType
from orm.ticket import Ticket, TicketStatus
from orm.user import User
from permissions.ticket import TicketAccess
from permissions.viewer import Viewer
from resolvers.ticket import WAITING, put
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_active_users
from resolvers.write.transaction import updating

#: Whose turn it is after a message, where nothing else is said; after the others as before.
TURNS = {
    MessageType.CUSTOMER: TicketStatus.OPEN,
    MessageType.REPLY: TicketStatus.WAITING_FOR_CUSTOMER,
}


async def add(
    viewer: Viewer,
    *,
    id: int,
    type: MessageType,
    body: str,
    status: TicketStatus | None = None,
    auto: bool = False,
    mentions: list[int] | None = None,
) -> int:
    """Add a message to a ticket: what the customer wrote, an answer, or a note to colleagues."""
    async with updating(viewer, TicketAccess.update, id) as (ticket, emit):
        _check(type, auto=auto, mentions=mentions)
        users = await find_active_users(viewer, mentions or [], path="mentions")
        ours = type in (MessageType.REPLY, MessageType.INTERNAL) and not auto
        message = await Message.create(
            account_id=viewer.account_id,
            ticket=ticket,
            type=type,
            body=body,
            sent_by_id=viewer.id if ours else None,
            auto=auto,
        )
        await MessageMention.bulk_create(
            MessageMention(message_id=message.id, user_id=user.id) for user in users
        )
        for event in Said(ticket, message, users).happen(viewer, status):
            emit(event)
    return id


def _check(type_: MessageType, *, auto: bool, mentions: list[int] | None) -> None:
    if mentions and type_ is not MessageType.INTERNAL:
        message = "People are mentioned in an internal note only."
        raise invalid(UserErrorCode.INVALID, message, "mentions")
    if auto and type_ is not MessageType.REPLY:
        raise invalid(UserErrorCode.INVALID, "Only a reply is sent automatically.", "auto")


@dataclass(frozen=True)
class Said:
    """A message that was added to a ticket."""

    ticket: Ticket
    message: Message
    mentioned: list[User]

    def happen(self, viewer: Viewer, status: TicketStatus | None) -> list[DomainEvent]:
        """Put what follows from it on the ticket; answers what happened."""
        ticket, message = self.ticket, self.message
        answered = message.type is MessageType.REPLY and not message.auto
        if answered:
            ticket.reply_count += 1
            ticket.first_reply_at = ticket.first_reply_at or message.created_at
        turn = None if message.auto else TURNS.get(message.type)
        now = message.created_at
        follows = put(ticket, status or turn or ticket.status, by=viewer.id, now=now)
        # Whoever writes last, it is since then that the customer has said nothing.
        spoken = answered or message.type is MessageType.CUSTOMER
        if spoken and ticket.status is WAITING:
            ticket.waiting_since = now
        return [self._event(), *follows]

    def _event(self) -> DomainEvent:
        match self.message.type, self.message.auto:
            case MessageType.INTERNAL, _:
                return InternalNoteAdded.of(self.ticket, self.message, self.mentioned)
            case MessageType.CUSTOMER, _:
                return CustomerReplied.to(self.ticket)
            case MessageType.REPLY, False:
                return ColleagueReplied.to(self.ticket)
        return TicketUpdated.to(self.ticket)
