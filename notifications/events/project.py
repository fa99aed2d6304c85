"""What happens to projects, and to the tasks in them."""

from notifications.domain_event import DomainEvent


class ProjectCreated(DomainEvent):
    """A project was created."""


class ProjectUpdated(DomainEvent):
    """A project was changed."""


class ProjectClosed(DomainEvent):
    """A project was closed."""


class ProjectOwnerAdded(DomainEvent):
    """Somebody became an owner of a project."""


class ProjectOwnerRemoved(DomainEvent):
    """Somebody is no longer an owner of a project."""


class ProjectParticipantAdded(DomainEvent):
    """A user or a team takes part in a project."""


class ProjectParticipantRemoved(DomainEvent):
    """A user or a team no longer takes part in a project."""


class ProjectDeleted(DomainEvent):
    """A project was deleted."""


class TaskCreated(DomainEvent):
    """A task was added to a project."""


class TaskUpdated(DomainEvent):
    """A task of a project was changed, or done."""


class TaskDeleted(DomainEvent):
    """A task of a project was deleted."""
