"""What a write asks: who comes, whether they may, and whether they still see it afterwards."""

import time
from typing import Any

from pypika_tortoise.terms import ValueWrapper
from tortoise.expressions import Case, Q, When
from tortoise.models import Model
from tortoise.queryset import QuerySet

from orm.account import Account
from orm.errors import FeatureNotAvailable, Forbidden, NotFound, StaleViewer, Unauthenticated
from orm.operator import OperatorToken
from orm.session import Session
from orm.user import User, UserStatus
from permissions.readers import viewer_of
from permissions.rule import Access, M, Permission
from permissions.viewer import Viewer
from reader.lookup import ReadableAmong
from resolvers.write.errors import Conflict, UserError, UserErrorCode, invalid

#: Written into the statement: PostgreSQL takes a bound value there for a text.
_YES: Any = ValueWrapper(1, allow_parametrize=False)
_NO: Any = ValueWrapper(0, allow_parametrize=False)


async def current_account_and_user(viewer: Viewer) -> tuple[Account, User]:
    """The account, locked, and the user, if the viewer is still who they came as.

    Raises Unauthenticated, and StaleViewer.
    """
    # Changes of one account take turns; so nothing that a rule was asked about moves meanwhile.
    account = await Account.filter(id=viewer.account_id).select_for_update().first()
    user = await User.filter(id=viewer.id, status=UserStatus.ACTIVE).first()
    sessions = Session.filter(user_id=viewer.id, token_hash=viewer.token_hash or "")
    live = await sessions.filter(expires_at__gt=int(time.time())).exists()
    if not (account and user and live):
        raise Unauthenticated
    if not viewer_of(user, account).profile.same(viewer.profile):
        raise StaleViewer
    return account, user


async def load(viewer: Viewer, permission: Permission[M], id_: int) -> M:
    """The row, locked, if the viewer may read it and has the permission, in one query.

    Raises NotFound, Forbidden and FeatureNotAvailable.
    """
    access = permission.access
    if not viewer.has(access.module):
        raise FeatureNotAvailable
    if access.permissions()["read"].where(viewer) is None:
        raise await refusal_of_missing(viewer, access, id_)
    rows = readable(viewer, access, id_).select_for_update()
    allowed = permission.where(viewer)
    if allowed is None:
        raise Forbidden() if await rows.exists() else await refusal_of_missing(viewer, access, id_)
    row = await rows.annotate(allowed=Case(When(allowed, then=_YES), default=_NO)).first()
    if row is None:
        raise await refusal_of_missing(viewer, access, id_)
    if not row.allowed:  # type: ignore[attr-defined]
        raise Forbidden
    return row


def readable(viewer: Viewer, access: type[Access[M]], *ids: int) -> QuerySet[M]:
    """The rows of some ids that the viewer may read; no other row is looked at."""
    return access.model.filter(id__in=ReadableAmong(access, viewer, ids))


async def refusal_of_missing(viewer: Viewer, access: type[Access[Model]], id_: int) -> Exception:
    """What is raised where the viewer may read no row of an id.

    What they would read with every module, as a segment of a kind that the plan lacks, is not
    available; all else is not there.
    """
    if viewer.has_every_module:
        return NotFound()
    there = await readable(viewer.with_every_module(), access, id_).exists()
    return FeatureNotAvailable() if there else NotFound()


async def require(viewer: Viewer, permission: Permission[Model], row: Model) -> None:
    """Refuse what needs one more permission for a row that is loaded. Raises Forbidden."""
    condition = permission.where(viewer)
    rows = permission.access.model.filter(condition & Q(id=row.pk)) if condition else None
    if rows is None or not await rows.exists():
        raise Forbidden


async def check_operator(viewer: Viewer, permission: Permission[Model]) -> None:
    """See that it is the operator who asks, by a token that is good now, or without one here.

    Raises Forbidden and Unauthenticated.
    """
    if permission.where(viewer) is None:
        raise Forbidden
    # At the command line of the service nobody shows a token.
    if viewer.token_hash is None:
        return
    tokens = OperatorToken.filter(token_hash=viewer.token_hash, expires_at__gt=int(time.time()))
    if not await tokens.exists():
        raise Unauthenticated


def refusal(viewer: Viewer, permission: Permission[Model]) -> Exception:
    """What is raised where the viewer has a permission for no row at all."""
    return Forbidden() if viewer.has(permission.access.module) else FeatureNotAvailable()


def check_version(row: Model, version: int | None) -> None:
    """Refuse to change what is no longer as the caller has seen it. Raises Conflict."""
    now = getattr(row, "version", None)
    if None not in (version, now) and now != version:
        message = f"It was changed meanwhile; it is version {now} now."
        raise Conflict(UserError(UserErrorCode.VERSION_CONFLICT, message, ("input", "version")))


async def keep_access(viewer: Viewer, permission: Permission[Model], row: Model) -> None:
    """Refuse what takes the viewer's own access away. Raises Invalid."""
    read = permission.access.permissions()["read"]
    if not isinstance(read.grant(viewer), Q):
        return
    condition = read.where(viewer)
    assert condition is not None
    if not await permission.access.model.filter(condition & Q(id=row.pk)).exists():
        raise invalid(
            UserErrorCode.LOSS_OF_OWN_ACCESS,
            "You would no longer see it; say confirmLossOfAccess to do it all the same.",
            "confirmLossOfAccess",
        )
