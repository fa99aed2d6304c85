"""What happens to shared inboxes."""

from orm.inbox import Inbox
from orm.record import Columns
from orm.ticket import Ticket
from permissions.inbox import InboxAccess
from permissions.viewer import Viewer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.text_validation import address
from resolvers.write.transaction import deleting, transaction, updating

#: Days after which a ticket can be closed.
LONGEST_WAIT = 3_650


async def create(viewer: Viewer, **columns: object) -> int:
    """Create an inbox."""
    async with transaction(viewer, InboxAccess.create):
        inbox = Inbox(account_id=viewer.account_id)
        await _set(inbox, columns)
        await inbox.save()
    return int(inbox.id)


async def update(viewer: Viewer, *, id: int, **columns: object) -> int:
    """Change what is known of an inbox."""
    async with updating(viewer, InboxAccess.update, id) as (inbox, _):
        await _set(inbox, columns)
    return id


async def delete(viewer: Viewer, *, id: int) -> int:
    """Delete an inbox that no ticket is in."""
    async with deleting(viewer, InboxAccess.delete, id) as (inbox, _):
        if await Ticket.exists(inbox_id=inbox.id):
            message = "It has tickets; delete them, or move them to another inbox, first."
            raise invalid(UserErrorCode.INVALID, message, "id")
    return id


async def _set(inbox: Inbox, columns: Columns) -> None:
    """Put what was given on an inbox. Raises Invalid."""
    if (email := columns.get("email")) is not None:
        columns["email"] = address(email)
        if columns["email"] is None:
            raise invalid(UserErrorCode.INVALID, "This is no e-mail address.", "email")
    days = columns.get("close_after_days")
    if days is not None and not 1 <= days <= LONGEST_WAIT:
        message = f"It is a number of days from 1 to {LONGEST_WAIT}."
        raise invalid(UserErrorCode.INVALID, message, "closeAfterDays")
    inbox.update_from_dict(columns)
    same = Inbox.filter(account_id=inbox.account_id, name=inbox.name)
    if any(other.id != inbox.id for other in await same):
        raise invalid(UserErrorCode.DUPLICATE, "An inbox is called so already.", "name")
