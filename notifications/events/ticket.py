"""What happens to tickets."""

from notifications.domain_event import Happened
from orm.message import Message
from orm.record import Record
from orm.user import User


class TicketCreated(Happened):
    """A ticket was created."""


class TicketUpdated(Happened):
    """A ticket was changed."""


class TicketAssigned(Happened):
    """Somebody is responsible for a ticket."""


class TicketUnassigned(Happened):
    """Nobody is responsible for a ticket any more."""


class InternalNoteAdded(Happened):
    """A colleague noted something about a ticket."""

    @classmethod
    def of(cls, ticket: Record, note: Message, mentioned: list[User]) -> "InternalNoteAdded":
        """A note in a ticket; what it says is for who reads the ticket, and goes nowhere else."""
        concerns = tuple(user.id for user in mentioned)
        return cls(ticket.label, ticket, concerns=concerns, data={"message": note.id})


class CustomerReplied(Happened):
    """The customer wrote again."""


class ColleagueReplied(Happened):
    """A colleague answered the customer."""


class TicketClosed(Happened):
    """A ticket was closed."""


class TicketReopened(Happened):
    """A closed ticket was opened again."""


class TicketDeleted(Happened):
    """A ticket was deleted."""
