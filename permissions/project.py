"""Permissions on projects, and on their financials."""

from tortoise.expressions import Q

from orm.project import Project, ProjectEditors, ProjectOwner, ProjectParticipant
from orm.team import Membership
from orm.user import Module
from permissions.rule import Access, Condition, Ids, Rule, admin, allow, any_of, with_module
from permissions.viewer import Viewer


def owned(viewer: Viewer) -> Q:
    """The projects that the viewer owns."""
    return any_of("id", [Ids(ProjectOwner, Q(user_id=viewer.id), "project_id")])


def joined(viewer: Viewer) -> Q:
    """The projects that the viewer takes part in, directly or as a member of a team."""
    teams = Ids(Membership, Q(user_id=viewer.id), "team_id")
    themselves = Ids(ProjectParticipant, Q(user_id=viewer.id), "project_id")
    through_teams = Ids(ProjectParticipant, Q(team_id__in=teams), "project_id")
    return any_of("id", [themselves, through_teams])


def unless_limited(viewer: Viewer) -> Condition:
    """Every project, unless the viewer's access is limited to participation."""
    return not viewer.limited_projects


def where_participants_edit(viewer: Viewer) -> Q:
    """The viewer's projects that participants may change."""
    return Q(editors=ProjectEditors.OWNERS_AND_PARTICIPANTS) & joined(viewer)


def where_everyone_edits(viewer: Viewer) -> Q:
    """The projects that everyone who may read them may change."""
    open_to_all = Q(editors=ProjectEditors.EVERYONE)
    return (
        open_to_all & (owned(viewer) | joined(viewer)) if viewer.limited_projects else open_to_all
    )


unlimited = Rule("everyone with access to all projects", unless_limited)
owner = Rule("its owners", owned)
participant = Rule("its participants", joined)
administrator = Rule(
    "everyone who may change all projects", lambda viewer: viewer.administers_projects
)
participating_editor = Rule("its participants if its editors include them", where_participants_edit)
any_editor = Rule("everyone who may read it if its editors are everyone", where_everyone_edits)
accountable_owner = Rule(
    "its owners who may see project financials",
    lambda viewer: viewer.sees_financials and owned(viewer),
)
accountable_admin = Rule(
    "administrators who may see project financials",
    lambda viewer: viewer.sees_financials and viewer.is_admin,
)


class ProjectAccess(Access[Project]):
    """Permissions on a project."""

    model = Project
    module = Module.PROJECTS

    read = allow(unlimited, owner, participant)
    create = allow(with_module)
    update = allow(administrator, owner, participating_editor, any_editor)
    assign = allow(administrator, owner, participating_editor, any_editor)
    delete = allow(owner, admin)
    read_financials = allow(accountable_owner, accountable_admin)
