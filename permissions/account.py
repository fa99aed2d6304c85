"""Permissions on accounts."""

from tortoise.expressions import Q

from orm.account import Account
from permissions.rule import Access, Rule, allow, everyone
from permissions.viewer import Viewer

operator = Rule("the operator of the service", lambda viewer: viewer.is_operator)


class AccountAccess(Access[Account]):
    """Permissions on an account; no user may create or change one."""

    model = Account

    read = allow(everyone, operator)
    administer = allow(operator)

    @classmethod
    def inside(cls, viewer: Viewer) -> Q:
        """The account of the viewer; for the operator, every account."""
        return Q(id__gt=0) if viewer.is_operator else Q(id=viewer.account_id)
