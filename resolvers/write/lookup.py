"""Rows of the viewer's account that an input names."""

from collections.abc import Collection

from tortoise.models import Model

from orm.errors import FeatureNotAvailable
from orm.user import Module, User, UserStatus
from permissions.rule import M, Permission
from permissions.user import UserAccess
from permissions.viewer import Viewer
from resolvers.write.authorization import readable
from resolvers.write.errors import UserErrorCode, invalid


async def find_assignee(viewer: Viewer, user_id: int, *, module: Module | None, path: str) -> User:
    """An active user of the account who can be made responsible. Raises Invalid."""
    user = await readable(viewer, UserAccess, user_id).first()
    if user is None:
        raise invalid(UserErrorCode.NOT_FOUND, "There is no such user.", path)
    if user.status is not UserStatus.ACTIVE:
        raise invalid(UserErrorCode.USER_INACTIVE, f"{user.name} is deactivated.", path)
    if module and module.value not in user.modules:
        message = f"{user.name} does not have the module that this belongs to."
        raise invalid(UserErrorCode.ASSIGNEE_LACKS_MODULE, message, path)
    return user


async def find_active_users(viewer: Viewer, user_ids: Collection[int], *, path: str) -> list[User]:
    """Active users of the account, for what needs no module. Raises Invalid."""
    ids = sorted(set(user_ids))
    users = await readable(viewer, UserAccess, *ids) if ids else []
    if len(users) != len(ids):
        raise invalid(UserErrorCode.NOT_FOUND, "There is no such user.", path)
    if any(user.status is not UserStatus.ACTIVE for user in users):
        raise invalid(UserErrorCode.USER_INACTIVE, "Somebody is deactivated.", path)
    return users


async def find_row(viewer: Viewer, permission: Permission[M], id_: int, *, path: str) -> M:
    """A row that the viewer has a permission for. Raises Invalid and FeatureNotAvailable.

    path: its place below the input, with dots.
    """
    if not viewer.has(permission.access.module):
        raise FeatureNotAvailable
    row = await _granted(viewer, permission, id_)
    if row is None:
        *_, name = places = path.split(".")
        raise invalid(UserErrorCode.NOT_FOUND, f"There is no such {name}.", *places)
    return row


async def is_hidden(viewer: Viewer, permission: Permission[Model], id_: int | None) -> bool:
    """Whether an id is of a row for which the viewer lacks a permission; none is of no row."""
    return id_ is not None and await _granted(viewer, permission, id_) is None


async def _granted(viewer: Viewer, permission: Permission[M], id_: int) -> M | None:
    condition = permission.where(viewer)
    if condition is None:
        return None
    rows = readable(viewer, permission.access, id_)
    return await (rows if permission.name == "read" else rows.filter(condition)).first()


async def is_active(user_id: int) -> bool:
    """Whether a user still works here."""
    return await User.exists(id=user_id, status=UserStatus.ACTIVE)
