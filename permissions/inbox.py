"""Permissions on shared inboxes."""

from orm.inbox import Inbox
from orm.user import Module
from permissions.rule import Access, admin, allow, with_module


class InboxAccess(Access[Inbox]):
    """Permissions on a shared inbox."""

    model = Inbox
    module = Module.TICKETS

    read = allow(with_module)
    create = allow(admin)
    update = allow(admin)
    delete = allow(admin)
