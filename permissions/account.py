"""Who may see an account, and who administers accounts."""

from tortoise.expressions import Q

from orm.account import Account
from permissions.rule import Access, Rule, allow, everyone
from permissions.viewer import Viewer

operator = Rule("the operator of the service", lambda viewer: viewer.is_operator)


class AccountAccess(Access[Account]):
    """Who may see an account, and who makes and changes accounts: no user of any."""

    model = Account

    read = allow(everyone, operator)
    administer = allow(operator)

    @classmethod
    def inside(cls, viewer: Viewer) -> Q:
        """The viewer's own account; to the operator, every account."""
        return Q(id__gt=0) if viewer.is_operator else Q(id=viewer.account_id)
