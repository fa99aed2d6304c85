"""Permissions on tickets."""

from tortoise.expressions import Q

from orm.ticket import Ticket
from orm.user import Module
from permissions.rule import Access, Rule, admin, allow, with_module

assignee = Rule("the user responsible for it", lambda viewer: Q(assigned_to_id=viewer.id))


class TicketAccess(Access[Ticket]):
    """Permissions on tickets."""

    model = Ticket
    module = Module.TICKETS

    read = allow(with_module)
    create = allow(with_module)
    update = allow(with_module)
    assign = allow(with_module)
    close = allow(with_module)
    reopen = allow(with_module)
    delete = allow(assignee, admin)
