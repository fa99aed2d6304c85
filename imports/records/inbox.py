"""Shared inboxes that an import brings; an inbox is known by its name."""

from imports.import_index import ImportIndex
from imports.row import Outcome, Row, RowRefused
from orm.inbox import Inbox
from orm.user import Module

COLUMNS = ("email", "close_after_days")


async def add_inboxes(known: ImportIndex, rows: list[Row]) -> None:
    """Create the inboxes that are missing, and change those that differ."""
    for row in rows:
        try:
            known.check_plan(Module.TICKETS)
        except RowRefused as refused:
            row.refuse(str(refused))
        else:
            await _add(known, row)


async def _add(known: ImportIndex, row: Row) -> None:
    columns = {name: row.values[name] for name in COLUMNS if name in row.values}
    inbox = next((it for it in known.inboxes if it.name == row.key), None)
    if inbox is None:
        account_id = known.account.id
        known.inboxes.append(await Inbox.create(account_id=account_id, name=row.key, **columns))
        row.say(Outcome.CREATED)
    elif changed := [name for name, value in columns.items() if getattr(inbox, name) != value]:
        inbox.update_from_dict(columns)
        await inbox.save(update_fields=changed)
        row.say(Outcome.CHANGED, ", ".join(changed))
