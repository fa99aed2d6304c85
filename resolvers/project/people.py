"""Who owns a project, and who takes part in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from notifications.events.project import (
    ProjectOwnerAdded,
    ProjectOwnerRemoved,
    ProjectParticipantAdded,
    ProjectParticipantRemoved,
)
from orm.project import Project, ProjectOwner, ProjectParticipant
from orm.record import Columns
from orm.team import Team
from orm.user import Module, User, UserStatus
from permissions.project import ProjectAccess
from permissions.team import TeamAccess
from permissions.viewer import Viewer
from resolvers.visibility.stakeholders import members_of
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_assignee, find_row
from resolvers.write.transaction import updating_related


@dataclass(frozen=True)
class Someone:
    """A user or a team: the column that names them, what they are called, and who that is."""

    column: Columns
    name: str
    users: tuple[int, ...]


async def add_owner(
    viewer: Viewer,
    *,
    id: int,
    user: int | None = None,
    team: int | None = None,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
) -> int:
    """Make a user responsible for a project, beside those who are."""
    async with updating_related(
        viewer,
        ProjectAccess.assign,
        id,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
    ) as (project, emit):
        owner = await find_assignee(viewer, _owner(user, team), module=Module.PROJECTS, path="user")
        if not await ProjectOwner.exists(project_id=id, user_id=owner.id):
            await _own(project, owner.id)
            emit(ProjectOwnerAdded.to(project, who=owner.name))
    return id


async def remove_owner(
    viewer: Viewer,
    *,
    id: int,
    user: int | None = None,
    team: int | None = None,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
) -> int:
    """Make a user no longer responsible for a project; the last active one stays."""
    async with updating_related(
        viewer,
        ProjectAccess.assign,
        id,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
    ) as (project, emit):
        owners = ProjectOwner.filter(project_id=id)
        owner = await owners.filter(user_id=_owner(user, team)).select_related("user").first()
        if owner is None:
            raise invalid(UserErrorCode.NOT_FOUND, "This user does not own it.", "user")
        active = owners.filter(user__status=UserStatus.ACTIVE)
        if not await active.exclude(user_id=owner.user_id).exists():
            message = "A project has at least one owner who is active."
            raise invalid(UserErrorCode.LAST_OWNER, message, "user")
        await owner.delete()
        emit(ProjectOwnerRemoved.to(project, who=owner.user.name))
    return id


async def add_participant(
    viewer: Viewer,
    *,
    id: int,
    user: int | None = None,
    team: int | None = None,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
) -> int:
    """Let a user or a team take part in a project."""
    async with updating_related(
        viewer,
        ProjectAccess.assign,
        id,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
    ) as (project, emit):
        someone = await _someone(viewer, *_named(user, team))
        if not await ProjectParticipant.exists(project_id=id, **someone.column):
            await _join(project, someone)
            who = someone.name
            emit(ProjectParticipantAdded.to(project, concerns=someone.users, who=who))
    return id


async def remove_participant(
    viewer: Viewer,
    *,
    id: int,
    user: int | None = None,
    team: int | None = None,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
) -> int:
    """Let a user or a team no longer take part in a project."""
    async with updating_related(
        viewer,
        ProjectAccess.assign,
        id,
        version=version,
        confirm_loss_of_access=confirm_loss_of_access,
    ) as (project, emit):
        kind, id_ = _named(user, team)
        column = kind.lower()
        rows = ProjectParticipant.filter(project_id=id, **{f"{column}_id": id_})
        row = await rows.select_related(column).first()
        if row is None:
            raise invalid(UserErrorCode.NOT_FOUND, f"This {column} does not take part.", column)
        await row.delete()
        someone = await _known(getattr(row, column))
        who = someone.name
        emit(ProjectParticipantRemoved.to(project, concerns=someone.users, who=who))
    return id


async def put_owners(viewer: Viewer, project: Project, users: Sequence[int]) -> None:
    """Make whoever creates a project its first owner, and others beside. Raises Invalid."""
    for id_ in dict.fromkeys(users):
        await find_assignee(viewer, id_, module=Module.PROJECTS, path="owners")
    for id_ in dict.fromkeys([viewer.id, *users]):
        await _own(project, id_)


async def put_participants(
    viewer: Viewer, project: Project, named: Sequence[tuple[str, int]]
) -> None:
    """Let users and teams take part in a new project. Raises Invalid."""
    for kind, id_ in dict.fromkeys(named):
        await _join(project, await _someone(viewer, kind, id_, path="participants"))


def _owner(user: int | None, team: int | None) -> int:
    if team is not None:
        raise invalid(UserErrorCode.INVALID, "A team owns no project.", "team")
    return _named(user, team)[1]


def _named(user: int | None, team: int | None) -> tuple[str, int]:
    if user is not None and team is not None:
        raise invalid(UserErrorCode.INVALID, "Name a user or a team, not both.", "team")
    if team is not None:
        return "Team", team
    if user is None:
        raise invalid(UserErrorCode.REQUIRED, "Say who.", "user")
    return "User", user


async def _someone(viewer: Viewer, kind: str, id_: int, path: str = "") -> Someone:
    """Who is named, as one who can be picked. Raises Invalid."""
    if kind == "User":
        return await _known(
            await find_assignee(viewer, id_, module=Module.PROJECTS, path=path or "user")
        )
    return await _known(await find_row(viewer, TeamAccess.read, id_, path=path or "team"))


async def _known(row: User | Team) -> Someone:
    if isinstance(row, User):
        return Someone({"user_id": row.id}, row.name, (row.id,))
    return Someone({"team_id": row.id}, row.name, tuple(await members_of([row.id])))


async def _own(project: Project, user_id: int) -> None:
    await ProjectOwner.create(account_id=project.account_id, project_id=project.id, user_id=user_id)


async def _join(project: Project, someone: Someone) -> None:
    await ProjectParticipant.create(
        account_id=project.account_id, project_id=project.id, **someone.column
    )
