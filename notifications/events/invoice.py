"""What happens to invoices."""

from notifications.domain_event import DomainEvent


class InvoiceCreated(DomainEvent):
    """An invoice was drafted."""


class InvoiceUpdated(DomainEvent):
    """An invoice was changed."""


class InvoiceBooked(DomainEvent):
    """An invoice got its number."""


class InvoiceSent(DomainEvent):
    """An invoice was sent to the customer."""


class InvoicePaid(DomainEvent):
    """An invoice was paid."""


class InvoiceDeleted(DomainEvent):
    """An invoice was deleted."""
