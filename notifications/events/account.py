"""What happens to the people of an account, to the account itself, and to many records at once."""

from notifications.domain_event import Happened


class UserDeactivated(Happened):
    """A user left."""


class AccessChanged(Happened):
    """What a user may do was changed."""


class FeaturesChanged(Happened):
    """The operator switched something of the account on or off."""


class SegmentChanged(Happened):
    """A segment was created, changed or deleted, or a custom field that rules may name was."""


class TeamChanged(Happened):
    """A team was created, changed or deleted."""


class ResponsibilitiesTransferred(Happened):
    """Several records passed from one user to another."""


class RecordsImported(Happened):
    """Records were imported."""
