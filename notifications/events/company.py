"""What happens to companies."""

from notifications.domain_event import DomainEvent


class CompanyCreated(DomainEvent):
    """A company was created."""


class CompanyUpdated(DomainEvent):
    """A company was changed."""


class CompanyReassigned(DomainEvent):
    """Others are responsible for a company."""

    passes_on = True


class CompanyDeleted(DomainEvent):
    """A company was deleted."""
