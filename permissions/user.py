"""Permissions on users, and on their private fields."""

from tortoise.expressions import Q

from orm.user import User
from permissions.rule import Access, Rule, admin, allow, everyone

oneself = Rule("the user", lambda viewer: Q(id=viewer.id))


class UserAccess(Access[User]):
    """Permissions on a user."""

    model = User

    read = allow(everyone)
    read_private = allow(oneself, admin)
    invite = allow(admin)
    set_access = allow(admin)
    deactivate = allow(admin)
    transfer = allow(admin)
