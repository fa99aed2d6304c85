"""Who is told of an import: one summary for each who is or was responsible for what it changed."""

from collections.abc import Iterable
from dataclasses import replace

from imports.all_records import Records
from imports.change_set import PlannedRecord
from imports.people import People
from notifications.events.account import RecordsImported
from notifications.pubsub import user_topic
from orm.record import Columns
from resolvers.summary import summaries
from resolvers.write.unit_of_work import UnitOfWork


def notify_affected(work: UnitOfWork, records: Records, people: People, *, silent: bool) -> None:
    """Record the events of rights that an import changed, and then the one of its records."""
    own = {} if silent else summaries(records.gained, records.lost, records.kept)
    data: Columns = {
        "records": _refs(records.planned),
        "created": _refs(it for it in records.planned if it.new),
        "batch": records.batch,
    }
    # What records gained and lost was asked by rights that had changed already.
    for event in people.restricted:
        work.emit(replace(event, concerns=()) if silent else event)
        work.topics.add(user_topic(event.data["user"]))
    work.later(records.diff)
    work.emit(RecordsImported("Import", concerns=tuple(sorted(own)), own=own, data=data))


def _refs(planned: Iterable[PlannedRecord]) -> list[list[str | int]]:
    return [[it.record.kind.value, it.record.id] for it in planned]
