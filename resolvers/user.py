"""What happens to users: invited, restricted, deactivated."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from notifications.events.account import AccessChanged, UserDeactivated
from notifications.pubsub import user_topic
from orm.record import Columns, ResponsibilityRole
from orm.session import Session
from orm.team import Team
from orm.user import CrmAccess, Module, User, UserStatus
from permissions.user import UserAccess
from permissions.viewer import Viewer
from resolvers.sign_in.passwords import Passwords, check_length
from resolvers.transfer import HandoverAction, Transfer
from resolvers.visibility.access_diff import Rights, user_rights
from resolvers.write.authorization import readable
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.text_validation import address
from resolvers.write.transaction import authorize, transaction
from resolvers.write.unit_of_work import UnitOfWork


async def invite(
    viewer: Viewer,
    *,
    email: str,
    first_name: str,
    last_name: str,
    passwords: Passwords,
    password: str | None = None,
    **rights: object,
) -> int:
    """Add a user; with a password they can sign in at once, else the operator sets one."""
    kept = address(email)
    if kept is None:
        raise invalid(UserErrorCode.INVALID, "This is no e-mail address.", "email")
    hashed = None
    if password is not None:
        # It takes a while, so it is not done for who may not invite, nor while others wait.
        await authorize(viewer, UserAccess.invite)
        check_length(password)
        hashed = await passwords.new_hash(f"account {viewer.account_id}", password, kept)
    async with transaction(viewer, UserAccess.invite):
        if await User.exists(account_id=viewer.account_id, email=kept):
            raise invalid(UserErrorCode.DUPLICATE, "A user has this e-mail already.", "email")
        user = User(
            account_id=viewer.account_id,
            email=kept,
            first_name=first_name,
            last_name=last_name,
            password_hash=hashed,
        )
        _set_rights(user, rights, leads=False)
        await user.save()
    return int(user.id)


async def set_access(viewer: Viewer, *, user: int, **rights: object) -> int:
    """Set what a user may do; who becomes an administrator is no longer limited."""
    async with transaction(viewer, UserAccess.set_access) as work:
        row = await _active(viewer, user)
        before = user_rights(row)
        _set_rights(row, rights, leads=await Team.exists(lead_id=row.id))
        if before == user_rights(row):
            return user
        if before["is_admin"] and not row.is_admin:
            await _keep_an_admin(row)
        await put_rights(work, row, before)
    return user


async def put_rights(work: UnitOfWork, user: User, before: Rights) -> None:
    """Save rights that are otherwise than before, and tell whose they are."""
    await user.save(update_fields=list(before))
    data = {"user": user.id, "before": before, "after": user_rights(user)}
    work.emit(AccessChanged(user.name, concerns=(user.id,), data=data))
    work.topics.add(user_topic(user.id))


@dataclass(frozen=True)
class Handover:
    """What becomes of one role of somebody who leaves."""

    role: ResponsibilityRole
    action: HandoverAction
    to: int | None = None


class HandoverInput(TypedDict):
    """A handover as an input gives it."""

    role: ResponsibilityRole
    action: HandoverAction
    to: NotRequired[int | None]


async def deactivate(
    viewer: Viewer, *, user: int, responsibilities: list[HandoverInput] | None = None
) -> int:
    """Deactivate a user, saying what becomes of each of their roles; ends their sessions."""
    async with transaction(viewer, UserAccess.deactivate) as work:
        row = await _active(viewer, user)
        await _keep_an_admin(row)
        handovers = [Handover(**given) for given in responsibilities or ()]
        await _hand_over(viewer, work, row, handovers)
        await Team.filter(lead_id=row.id).update(lead_id=None)
        await Session.filter(user_id=row.id).delete()
        row.status = UserStatus.DEACTIVATED
        await row.save(update_fields=["status"])
        work.topics.add(user_topic(row.id))
    return user


async def _hand_over(
    viewer: Viewer, work: UnitOfWork, leaver: User, handovers: list[Handover]
) -> None:
    said = {handover.role: handover for handover in handovers}
    idle = [it.role for it in handovers if it.to and it.action is not HandoverAction.TRANSFER]
    if len(said) < len(handovers) or idle:
        message = "Say one thing for each role, and to whom only with TRANSFER."
        raise invalid(UserErrorCode.INVALID, message, "responsibilities")
    transfer = Transfer(viewer, work, leaver, "responsibilities")
    await transfer.look_everywhere()
    held = transfer.held
    missing = [transfer.said(role) for role in held if role not in said]
    if missing:
        message = f"Say what becomes of {', '.join(missing)}."
        raise invalid(UserErrorCode.REQUIRED, message, "responsibilities")
    for role in held:
        await transfer.decide(role, said[role].action, said[role].to)
    await transfer.carry_out()
    own = {user: {"count": words} for user, words in transfer.gains().items()}
    event = UserDeactivated(leaver.name, concerns=tuple(sorted(own)), own=own, data=transfer.data())
    work.emit(event)


def _set_rights(user: User, rights: Columns, *, leads: bool) -> None:
    if "modules" in rights:
        wanted = set(rights["modules"])
        user.modules = [module.value for module in Module if module in wanted]
    for name in ("is_admin", "project_access", "sees_financials"):
        if name in rights:
            setattr(user, name, rights[name])
    asked: CrmAccess | None = rights.get("crm_access")
    if asked is not None:
        user.crm_access = asked
    if user.is_admin and user.crm_access is not CrmAccess.FULL:
        _not_asked_for(asked, "An administrator is never limited.")
        user.crm_access = CrmAccess.FULL
    if leads and user.crm_access is CrmAccess.LIMITED_CRM:
        _not_asked_for(asked, "Who leads a team never has limited CRM access.")
        user.crm_access = CrmAccess.FULL


def _not_asked_for(asked: CrmAccess | None, message: str) -> None:
    if asked is not None and asked is not CrmAccess.FULL:
        raise invalid(UserErrorCode.RESTRICTION_NOT_ALLOWED, message, "crmAccess")


async def _active(viewer: Viewer, user_id: int) -> User:
    user = await readable(viewer, UserAccess, user_id).first()
    if user is None:
        raise invalid(UserErrorCode.NOT_FOUND, "There is no such user.", "user")
    if user.status is not UserStatus.ACTIVE:
        raise invalid(UserErrorCode.USER_INACTIVE, f"{user.name} is deactivated.", "user")
    return user


async def _keep_an_admin(user: User) -> None:
    others = User.filter(account_id=user.account_id, is_admin=True, status=UserStatus.ACTIVE)
    if not await others.exclude(id=user.id).exists():
        raise invalid(UserErrorCode.LAST_ADMIN, f"{user.name} is the last administrator.", "user")
