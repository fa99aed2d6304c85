"""What happens to teams."""

from collections.abc import Collection
from typing import cast

from notifications.events.account import TeamChanged
from orm.project import ProjectParticipant
from orm.task import Task
from orm.team import Membership, Team
from orm.user import CrmAccess, Module
from permissions.team import TeamAccess
from permissions.viewer import Viewer
from resolvers.user import put_rights
from resolvers.visibility.access_diff import user_rights
from resolvers.visibility.record_diff import BulkVisibilityDiff
from resolvers.visibility.stakeholders import projects_of
from resolvers.write.authorization import load
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_active_users, find_assignee
from resolvers.write.responsibles import UNSET, Unset
from resolvers.write.snapshot import Snapshot
from resolvers.write.transaction import deleting, transaction
from resolvers.write.unit_of_work import UnitOfWork


async def create(
    viewer: Viewer, *, name: str, lead: int | None = None, members: Collection[int] = ()
) -> int:
    """Create a team; who leads it is no longer limited to their companies."""
    async with transaction(viewer, TeamAccess.create) as work:
        team = Team(account_id=viewer.account_id)
        await _call(team, name)
        await _let_lead(viewer, work, team, lead)
        await team.save()
        await _hold(viewer, work, team, members)
        work.emit(TeamChanged(team.name))
    return int(team.id)


async def update(
    viewer: Viewer,
    *,
    id: int,
    name: str | None = None,
    lead: int | Unset | None = UNSET,
    members: Collection[int] | None = None,
) -> int:
    """Change a team; who comes or goes gains or loses sight of what it takes part in, at once."""
    async with transaction(viewer, TeamAccess.update) as work:
        team = await load(viewer, TeamAccess.update, id)
        before = Snapshot.of(team)
        if name is not None:
            await _call(team, name)
        if not isinstance(lead, Unset):
            await _let_lead(viewer, work, team, lead)
        await work.save(team, before)
        moved = members is not None and await _hold(viewer, work, team, members)
        if moved or before.changed(team):
            work.emit(TeamChanged(team.name))
    return id


async def delete(viewer: Viewer, *, id: int) -> int:
    """Delete a team that takes part in nothing; rules of segments that name it stay."""
    async with deleting(viewer, TeamAccess.delete, id) as (team, emit):
        of = {"team_id": team.id}
        if await ProjectParticipant.exists(**of) or await Task.exists(**of):
            message = "It takes part in projects, or has tasks; take these from it first."
            if not viewer.has(Module.PROJECTS):
                message = "Something that you do not see is its, so it stays."
            raise invalid(UserErrorCode.INVALID, message, "id")
        emit(TeamChanged(team.name))
    return id


async def _call(team: Team, name: str) -> None:
    same = Team.filter(account_id=team.account_id, name=name)
    if await same.exclude(id=team.id or 0).exists():
        raise invalid(UserErrorCode.DUPLICATE, "A team is called so already.", "name")
    team.name = name


async def _let_lead(viewer: Viewer, work: UnitOfWork, team: Team, user_id: int | None) -> None:
    """Let a user lead a team, or nobody; who does is not limited to their companies any more."""
    if user_id is not None and user_id != team.lead_id:
        lead = await find_assignee(viewer, user_id, module=None, path="lead")
        if lead.crm_access is CrmAccess.LIMITED_CRM:
            before, lead.crm_access = user_rights(lead), CrmAccess.FULL
            await put_rights(work, lead, before)
    team.lead_id = user_id


async def _hold(viewer: Viewer, work: UnitOfWork, team: Team, members: Collection[int]) -> bool:
    """Let these users be in a team, and no others; whether anybody came or went."""
    rows = Membership.filter(team_id=team.id).values_list("user_id", flat=True)
    there, wanted = set(cast(list[int], await rows)), set(members)
    came, went = wanted - there, there - wanted
    # Who was deactivated in it may stay, but nobody comes who is.
    await find_active_users(viewer, came, path="members")
    if not (came or went):
        return False
    diff = BulkVisibilityDiff(work.database, work.account)
    await diff.before(await projects_of([team.id]), came | went)
    await Membership.filter(team_id=team.id, user_id__in=list(went)).delete()
    await Membership.bulk_create(Membership(team_id=team.id, user_id=it) for it in sorted(came))
    work.later(diff)
    return True
