"""What happens to companies."""

from notifications.domain_event import Happened


class CompanyCreated(Happened):
    """A company was created."""


class CompanyUpdated(Happened):
    """A company was changed."""


class CompanyReassigned(Happened):
    """Others are responsible for a company."""

    passes_on = True


class CompanyDeleted(Happened):
    """A company was deleted."""
