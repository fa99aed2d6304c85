"""What happens to contacts."""

from notifications.domain_event import DomainEvent


class ContactCreated(DomainEvent):
    """A contact was created."""


class ContactUpdated(DomainEvent):
    """A contact was changed."""


class ContactLinked(DomainEvent):
    """A contact was linked to a company."""


class ContactUnlinked(DomainEvent):
    """A contact was unlinked from a company."""


class ContactDeleted(DomainEvent):
    """A contact was deleted."""
