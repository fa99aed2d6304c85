"""Days go by in the service: whatever was, is so much longer ago."""

import datetime
from typing import Any

from orm.deal import Deal
from orm.notification import Notification
from orm.ticket import Ticket
from tests.world.crm import Crm

MOMENTS: dict[Any, tuple[str, ...]] = {
    Ticket: ("created_at", "first_reply_at", "closed_at", "waiting_since"),
    Deal: ("phase_since", "attention_at"),
    Notification: ("snoozed_until",),
}


async def elapse(crm: Crm, days: int) -> None:
    """Let days go by in the account, and the service look at what that brings."""
    past = datetime.timedelta(days=days)
    async with crm.runtime.database.writing():
        for model, names in MOMENTS.items():
            for row in await model.filter(account_id=crm.account_id):
                known = {name: at for name in names if (at := getattr(row, name)) is not None}
                earlier = {name: at - past for name, at in known.items()}
                if earlier:
                    await model.filter(id=row.id).update(**earlier)
    await crm.tick(datetime.datetime.now(datetime.UTC))
