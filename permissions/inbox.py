"""Who may do what to a shared inbox."""

from orm.inbox import Inbox
from orm.user import Module
from permissions.rule import Access, admin, allow, with_module


class InboxAccess(Access[Inbox]):
    """Who may do what to an inbox."""

    model = Inbox
    module = Module.TICKETS

    read = allow(with_module)
    create = allow(admin)
    update = allow(admin)
    delete = allow(admin)
