"""What happens to tickets."""

from notifications.domain_event import DomainEvent
from orm.message import Message
from orm.record import Record
from orm.user import User


class TicketCreated(DomainEvent):
    """A ticket was created."""


class TicketUpdated(DomainEvent):
    """A ticket was changed."""


class TicketAssigned(DomainEvent):
    """Somebody is responsible for a ticket."""


class TicketUnassigned(DomainEvent):
    """Nobody is responsible for a ticket any more."""


class InternalNoteAdded(DomainEvent):
    """A colleague noted something about a ticket."""

    @classmethod
    def of(cls, ticket: Record, note: Message, mentioned: list[User]) -> "InternalNoteAdded":
        """A note in a ticket; what it says is for who reads the ticket, and goes nowhere else."""
        concerns = tuple(user.id for user in mentioned)
        return cls(ticket.label, ticket, concerns=concerns, data={"message": note.id})


class CustomerReplied(DomainEvent):
    """The customer wrote again."""


class ColleagueReplied(DomainEvent):
    """A colleague answered the customer."""


class TicketClosed(DomainEvent):
    """A ticket was closed."""


class TicketReopened(DomainEvent):
    """A closed ticket was opened again."""


class TicketDeleted(DomainEvent):
    """A ticket was deleted."""
