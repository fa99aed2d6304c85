"""Permissions on the messages of a ticket."""

from orm.message import Message
from orm.user import Module
from permissions.rule import Access, allow, with_module


class MessageAccess(Access[Message]):
    """Permissions on a message; they are those of its ticket."""

    model = Message
    module = Module.TICKETS

    read = allow(with_module)
