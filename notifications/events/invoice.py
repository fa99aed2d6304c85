"""What happens to invoices."""

from notifications.domain_event import Happened


class InvoiceCreated(Happened):
    """An invoice was drafted."""


class InvoiceUpdated(Happened):
    """An invoice was changed."""


class InvoiceBooked(Happened):
    """An invoice got its number."""


class InvoiceSent(Happened):
    """An invoice was sent to the customer."""


class InvoicePaid(Happened):
    """An invoice was paid."""


class InvoiceDeleted(Happened):
    """An invoice was deleted."""
