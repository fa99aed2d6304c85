"""What is done to projects, and to those who own them and take part."""

from tests.model import may
from tests.model.world import CRM, PROJECTS, Key, Project
from tests.oracle.act import Act, Stop
from tests.oracle.doing.company import remove

OWNER = "PROJECT_OWNER"


def create(
    act: Act,
    title: str,
    editors: str,
    customers: list[Key],
    owners: list[Key],
    participants: list[Key],
) -> None:
    """Create a project; whoever does is its first owner."""
    act.with_module(PROJECTS)
    project = Project(act.new, act.account, title, editors=editors)
    for user in owners:
        act.pick(user, PROJECTS)
    for who in participants:
        pick_participant(act, who)
    for key in customers:
        act.names(CRM)
        found = act.world.records.get(key)
        if found is None or not may.reads(act.world, act.viewer, found):
            act.refuse("NOT_FOUND")
    project.owners = list(dict.fromkeys([act.viewer.id, *owners]))
    project.participants, project.customers = list(participants), set(customers)
    for owner in project.owners:
        act.passed(project, OWNER, None, owner)
    act.world.records[act.new] = project
    if not act.problems:
        act.event_of("PROJECT_CREATED", project)


def pick_participant(act: Act, who: Key) -> None:
    """A user or a team who is to take part."""
    if not who.startswith("Team:"):
        act.pick(who, PROJECTS)
    elif who not in act.world.teams or act.world.teams[who].account != act.account:
        act.refuse("NOT_FOUND")


def update(act: Act, id: Key, title: str) -> None:
    """Call a project something else."""
    project = act.updating(Project, id)
    if project.label != title:
        project.label = title
        project.version += 1
        act.event_of("PROJECT_UPDATED", project)


def close(act: Act, id: Key) -> None:
    """Close a project."""
    project = act.updating(Project, id)
    if project.status == "CLOSED":
        act.refuse("INVALID")
    project.status = "CLOSED"
    project.version += 1
    act.event_of("PROJECT_CLOSED", project)


def delete(act: Act, id: Key) -> None:
    """Delete a project."""
    project = act.deleting(Project, id)
    remove(act, id)
    act.event_of("PROJECT_DELETED", project)


def add_owner(act: Act, id: Key, who: Key, confirmed: bool = False) -> None:
    """Make somebody an owner."""
    project = _assigning(act, id)
    act.pick(who, PROJECTS)
    if who not in project.owners:
        project.owners.append(who)
        act.passed(project, OWNER, None, who)
        project.version += 1
        act.event_of("PROJECT_OWNER_ADDED", project)
    act.keep_access(project, confirmed=confirmed)


def remove_owner(act: Act, id: Key, who: Key, confirmed: bool = False) -> None:
    """Make somebody no longer an owner; the last active one stays."""
    project = _assigning(act, id)
    if who not in project.owners:
        raise Stop("NOT_FOUND")
    project.owners.remove(who)
    if not any(act.world.people[owner].active for owner in project.owners):
        raise Stop("LAST_OWNER")
    act.passed(project, OWNER, who, None)
    project.version += 1
    act.event_of("PROJECT_OWNER_REMOVED", project)
    act.keep_access(project, confirmed=confirmed)


def add_participant(act: Act, id: Key, who: Key, confirmed: bool = False) -> None:
    """Let a user or a team take part."""
    project = _assigning(act, id)
    pick_participant(act, who)
    if who not in project.participants and not act.problems:
        project.participants.append(who)
        project.version += 1
        act.event_of("PROJECT_PARTICIPANT_ADDED", project, concerns=_members(act, who))
    act.keep_access(project, confirmed=confirmed)


def remove_participant(act: Act, id: Key, who: Key, confirmed: bool = False) -> None:
    """Let a user or a team no longer take part."""
    project = _assigning(act, id)
    if who not in project.participants:
        raise Stop("NOT_FOUND")
    project.participants.remove(who)
    project.version += 1
    act.event_of("PROJECT_PARTICIPANT_REMOVED", project, concerns=_members(act, who))
    act.keep_access(project, confirmed=confirmed)


def _assigning(act: Act, id: Key) -> Project:
    return act.updating(Project, id)


def _members(act: Act, who: Key) -> set[Key]:
    return set(act.world.teams[who].members) if who in act.world.teams else {who}
