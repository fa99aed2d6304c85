"""What happens to contacts."""

from notifications.domain_event import Happened


class ContactCreated(Happened):
    """A contact was created."""


class ContactUpdated(Happened):
    """A contact was changed."""


class ContactLinked(Happened):
    """A contact was linked to a company."""


class ContactUnlinked(Happened):
    """A contact was unlinked from a company."""


class ContactDeleted(Happened):
    """A contact was deleted."""
