"""What happens to deals, and to the quotations in them."""

from notifications.domain_event import DomainEvent


class DealCreated(DomainEvent):
    """A deal was created."""


class DealUpdated(DomainEvent):
    """A deal was changed."""


class DealMoved(DomainEvent):
    """A deal came into another phase."""


class DealNeedsAttention(DomainEvent):
    """A deal has been in its phase for longer than it should be."""


class DealWon(DomainEvent):
    """A deal was won."""


class DealLost(DomainEvent):
    """A deal was lost."""


class DealReassigned(DomainEvent):
    """Others are responsible for a deal."""

    passes_on = True


class DealDeleted(DomainEvent):
    """A deal was deleted."""


class QuotationCreated(DomainEvent):
    """A quotation was added to a deal."""


class QuotationUpdated(DomainEvent):
    """A quotation of a deal was changed."""


class QuotationAccepted(DomainEvent):
    """A quotation of a deal was accepted."""


class QuotationDeleted(DomainEvent):
    """A quotation of a deal was deleted."""
