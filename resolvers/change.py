"""The one door to a write.

It authorises, locks, checks the version, and commits the row, the history of its responsibles,
the events and the notifications together or not at all. A write cannot start without naming a
permission.
"""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from pypika_tortoise.terms import ValueWrapper
from tortoise.expressions import Case, Q, When
from tortoise.models import Model

from notifications.broker import of_account
from notifications.events import Happened
from orm.account import Account
from orm.record import Record
from orm.session import Session
from orm.user import User, UserStatus
from permissions.readers import viewer_of
from permissions.rule import Permission
from permissions.viewer import Viewer
from resolvers.errors import (
    Conflict,
    Denied,
    NotFound,
    Outdated,
    Unauthenticated,
    Unavailable,
    UserError,
    UserErrorCode,
    invalid,
)
from resolvers.house import house
from resolvers.settling import Before, Settlement

Tell = Callable[[Happened], None]
#: Written into the statement: PostgreSQL takes a bound value there for a text.
_YES: Any = ValueWrapper(1, allow_parametrize=False)
_NO: Any = ValueWrapper(0, allow_parametrize=False)


@asynccontextmanager
async def change(
    viewer: Viewer,
    permission: Permission,
    id: int,
    *,
    version: int | None = None,
    may_lose: bool = False,
    reason: str | None = None,
) -> AsyncIterator[tuple[Any, Tell]]:
    """Change a row: what is left on it at the end is saved, and what is recorded is told.

    may_lose: whether the viewer agrees to lose their own access by it. reason: why, for history.
    Raises NotFound, Denied, Unavailable, Unauthenticated, Conflict and Invalid.
    """
    async with writing(viewer) as settlement:
        settlement.reason = reason
        row = await _load(viewer, permission, id)
        _check_version(row, version)
        before = Before.of(row)
        yield row, settlement.record
        await settlement.save(row, before)
        if not may_lose:
            await _keep_access(viewer, permission, row)


@asynccontextmanager
async def relation(
    viewer: Viewer,
    permission: Permission,
    id: int,
    *,
    version: int | None = None,
    may_lose: bool = False,
) -> AsyncIterator[tuple[Any, Tell]]:
    """Change what is tied to a record, such as its owners: as change, for rows beside its own."""
    async with writing(viewer) as settlement:
        row = await _load(viewer, permission, id)
        _check_version(row, version)
        before = Before.of(row)
        await settlement.look(row)
        yield row, settlement.record
        await settlement.relate(row, before)
        if not may_lose:
            await _keep_access(viewer, permission, row)


@asynccontextmanager
async def creation(
    viewer: Viewer, permission: Permission, row: Record, *, may_lose: bool = False
) -> AsyncIterator[Tell]:
    """Create a record: what is on the row at the end is saved, and what is recorded is told."""
    async with deed(viewer, permission) as settlement:
        yield settlement.record
        await settlement.create(row)
        if not may_lose:
            await _keep_access(viewer, permission, row)


@asynccontextmanager
async def removal(
    viewer: Viewer, permission: Permission, id: int, *, version: int | None = None
) -> AsyncIterator[tuple[Any, Tell]]:
    """Delete a record after what is inside, and what is recorded is told."""
    async with writing(viewer) as settlement:
        row = await _load(viewer, permission, id)
        _check_version(row, version)
        yield row, settlement.record
        await settlement.remove(row)


@asynccontextmanager
async def deed(viewer: Viewer, permission: Permission) -> AsyncIterator[Settlement]:
    """Do what concerns no row that is there already, or many."""
    async with writing(viewer) as settlement:
        if permission.where(viewer) is None:
            raise _refusal(viewer, permission)
        yield settlement


@asynccontextmanager
async def service(account_id: int, reason: str | None = None) -> AsyncIterator[Settlement]:
    """A transaction of the service itself: an import, or the operator's command."""
    async with _ringing(account_id) as topics:
        account = await Account.filter(id=account_id).select_for_update().get()
        settlement = Settlement(account, None, reason)
        yield settlement
        await settlement.settle()
        topics |= settlement.topics


@asynccontextmanager
async def doorstep() -> AsyncIterator[None]:
    """A transaction of somebody who is not known yet: signing in, and making accounts."""
    async with house().database.writing():
        yield


@asynccontextmanager
async def writing(viewer: Viewer) -> AsyncIterator[Settlement]:
    """A transaction of a viewer whose rights are those of this moment. Raises Outdated."""
    async with _ringing(viewer.account_id) as topics:
        settlement = Settlement(*await _now(viewer))
        yield settlement
        await settlement.settle()
        topics |= settlement.topics


@asynccontextmanager
async def _ringing(account_id: int) -> AsyncIterator[set[str]]:
    """A transaction after which whoever listens to its topics is woken."""
    topics: set[str] = set()
    settled = False
    try:
        async with house().database.writing():
            yield topics
            settled = True
    finally:
        # Also where who writes has gone meanwhile: it may be committed.
        if settled:
            await house().broker.ring([*topics, of_account(account_id)])


async def _now(viewer: Viewer) -> tuple[Account, User]:
    # Changes of one account take turns; so nothing that a rule was asked about moves meanwhile.
    account = await Account.filter(id=viewer.account_id).select_for_update().first()
    user = await User.filter(id=viewer.id, status=UserStatus.ACTIVE).first()
    sessions = Session.filter(user_id=viewer.id, token_hash=viewer.token_hash or "")
    live = await sessions.filter(expires_at__gt=int(time.time())).exists()
    if not (account and user and live):
        raise Unauthenticated
    if not viewer_of(user, account).facts.same(viewer.facts):
        raise Outdated
    return account, user


async def _load(viewer: Viewer, permission: Permission, id_: int) -> Any:
    """The row, if the viewer may read it; and whether they have the permission, in one query."""
    access = permission.access
    readable = access.permissions()["read"].where(viewer)
    if readable is None:
        raise _refusal(viewer, permission)
    rows = access.model.filter(readable & Q(id=id_)).select_for_update()
    allowed = permission.where(viewer)
    if allowed is None:
        raise Denied if await rows.exists() else NotFound
    row = await rows.annotate(allowed=Case(When(allowed, then=_YES), default=_NO)).first()
    if row is None:
        raise NotFound
    if not row.allowed:  # type: ignore[attr-defined]
        raise Denied
    return row


def _refusal(viewer: Viewer, permission: Permission) -> Exception:
    return Denied() if viewer.has(permission.access.module) else Unavailable()


def _check_version(row: Model, version: int | None) -> None:
    if version is not None and isinstance(row, Record) and row.version != version:
        message = f"It was changed meanwhile; it is version {row.version} now."
        raise Conflict(UserError(UserErrorCode.VERSION_CONFLICT, message, ("input", "version")))


async def _keep_access(viewer: Viewer, permission: Permission, row: Any) -> None:
    """Refuse what takes the viewer's own access away."""
    read = permission.access.permissions()["read"]
    if not isinstance(read.grant(viewer), Q):
        return
    condition = read.where(viewer)
    assert condition is not None
    if not await permission.access.model.filter(condition & Q(id=row.id)).exists():
        raise invalid(
            UserErrorCode.LOSS_OF_OWN_ACCESS,
            "You would no longer see it; say confirmLossOfAccess to do it all the same.",
            "confirmLossOfAccess",
        )
