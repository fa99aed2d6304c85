"""What happens to projects, and to the tasks in them."""

from notifications.domain_event import Happened


class ProjectCreated(Happened):
    """A project was created."""


class ProjectUpdated(Happened):
    """A project was changed."""


class ProjectClosed(Happened):
    """A project was closed."""


class ProjectOwnerAdded(Happened):
    """Somebody became an owner of a project."""


class ProjectOwnerRemoved(Happened):
    """Somebody is no longer an owner of a project."""


class ProjectParticipantAdded(Happened):
    """A user or a team takes part in a project."""


class ProjectParticipantRemoved(Happened):
    """A user or a team no longer takes part in a project."""


class ProjectDeleted(Happened):
    """A project was deleted."""


class TaskCreated(Happened):
    """A task was added to a project."""


class TaskUpdated(Happened):
    """A task of a project was changed, or done."""


class TaskDeleted(Happened):
    """A task of a project was deleted."""
