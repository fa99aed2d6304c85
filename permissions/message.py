"""Who may see the messages of a ticket."""

from orm.message import Message
from orm.user import Module
from permissions.rule import Access, allow, with_module


class MessageAccess(Access[Message]):
    """Who may see a message; as its ticket, everyone with the module."""

    model = Message
    module = Module.TICKETS

    read = allow(with_module)
