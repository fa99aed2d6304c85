"""What happens to deals, and to the quotations in them."""

from notifications.domain_event import Happened


class DealCreated(Happened):
    """A deal was created."""


class DealUpdated(Happened):
    """A deal was changed."""


class DealMoved(Happened):
    """A deal came into another phase."""


class DealNeedsAttention(Happened):
    """A deal has been in its phase for longer than it should be."""


class DealWon(Happened):
    """A deal was won."""


class DealLost(Happened):
    """A deal was lost."""


class DealReassigned(Happened):
    """Others are responsible for a deal."""

    passes_on = True


class DealDeleted(Happened):
    """A deal was deleted."""


class QuotationCreated(Happened):
    """A quotation was added to a deal."""


class QuotationUpdated(Happened):
    """A quotation of a deal was changed."""


class QuotationAccepted(Happened):
    """A quotation of a deal was accepted."""


class QuotationDeleted(Happened):
    """A quotation of a deal was deleted."""
