"""What happens to the people of an account, to the account itself, and to many records at once."""

from notifications.domain_event import DomainEvent


class UserDeactivated(DomainEvent):
    """A user left."""


class AccessChanged(DomainEvent):
    """What a user may do was changed."""


class FeaturesChanged(DomainEvent):
    """The operator switched something of the account on or off."""


class SegmentChanged(DomainEvent):
    """A segment was created, changed or deleted, or a custom field that rules may name was."""


class TeamChanged(DomainEvent):
    """A team was created, changed or deleted."""


class ResponsibilitiesTransferred(DomainEvent):
    """Several records passed from one user to another."""


class RecordsImported(DomainEvent):
    """Records were imported."""
