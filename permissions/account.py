"""Who may see an account."""

from tortoise.expressions import Q

from orm.account import Account
from permissions.rule import Access, allow, everyone
from permissions.viewer import Viewer


class AccountAccess(Access[Account]):
    """Who may see an account."""

    model = Account

    read = allow(everyone)

    @classmethod
    def inside(cls, viewer: Viewer) -> Q:
        """The viewer's own account."""
        return Q(id=viewer.account_id)
