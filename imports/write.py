"""What an import does: rows become users, teams and records, all or none."""

import uuid
from collections.abc import Callable, Sequence

from imports.all_records import SHAPES, Records
from imports.import_index import ImportIndex
from imports.notify import notify_affected
from imports.people import People
from imports.records.inbox import add_inboxes
from imports.records.phase import add_phases
from imports.row import Kind, Outcome, Row
from orm.database.database import Database
from resolvers.visibility.record_diff import BulkVisibilityDiff
from resolvers.write.transaction import system_transaction

#: Told of what goes on: in words, how many rows are done, out of how many.
Progress = Callable[[str, int, int], None]
REASON = "Import"


class _Rehearsed(Exception):
    """It was only a dry run."""


async def write(
    database: Database,
    account_id: int,
    rows: Sequence[Row],
    *,
    silent: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda what, done, total: None,
) -> None:
    """Import rows in one transaction, and say on each what was done.

    silent: nobody is told. dry_run: everything is done, and taken back.
    """
    try:
        async with system_transaction(database, account_id, REASON) as work:
            known = await ImportIndex.of(work.account)
            await add_phases(known, _of(rows, Kind.PHASE))
            await add_inboxes(known, _of(rows, Kind.INBOX))
            diff = BulkVisibilityDiff(work.database, work.account)
            people = People(known, work, diff)
            await people.add(_of(rows, Kind.USER), _of(rows, Kind.TEAM))
            records = Records(known, work, diff, str(uuid.uuid4()), progress)
            await records.add([row for kind in SHAPES for row in _of(rows, kind)])
            if any(row.did in (Outcome.CREATED, Outcome.CHANGED) for row in rows):
                notify_affected(work, records, people, silent=silent)
            if dry_run:
                await work.commit()
                raise _Rehearsed
    except _Rehearsed:
        pass


def _of(rows: Sequence[Row], kind: Kind) -> list[Row]:
    return [row for row in rows if row.kind is kind and row.did is Outcome.UNCHANGED]
