"""What happens to tickets."""

from notifications.events.happened import Happened


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
