"""Who is told of an import: one summary for each who became responsible, or no longer is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from notifications.broker import of_user
from notifications.events import RecordsImported
from orm.record import RecordKind
from resolvers.importing.people import People
from resolvers.importing.planned import Planned
from resolvers.importing.records import Records
from resolvers.settling import Settlement
from resolvers.transfer import NOUNS


def tell(settlement: Settlement, records: Records, people: People, *, silent: bool) -> None:
    """Record the one event of an import, and those of rights that it changed."""
    own = {} if silent else _summaries(records)
    data: dict[str, Any] = {
        "records": _refs(records.planned),
        "created": _refs(it for it in records.planned if it.new),
        "batch": settlement.batch,
    }
    settlement.later(records.gathered)
    settlement.record(RecordsImported("Import", concerns=tuple(sorted(own)), own=own, data=data))
    for event in people.restricted:
        settlement.record(replace(event, concerns=()) if silent else event)
        settlement.topics.add(of_user(event.data["user"]))


def _refs(planned: Iterable[Planned]) -> list[list[Any]]:
    return [[it.record.kind.value, it.record.id] for it in planned]


def _summaries(records: Records) -> dict[int, dict[str, str]]:
    people = {user for user, _ in (*records.gained, *records.lost)}
    return {user: {"counts": _summary(user, records)} for user in people}


def _summary(user: int, records: Records) -> str:
    lost, gained = _counts(user, records.lost), _counts(user, records.gained)
    no_longer = f"; no longer for {lost}" if lost else ""
    return f"{gained or 'nothing new'}{no_longer}"


def _counts(user: int, counted: Counter[tuple[int, RecordKind]]) -> str:
    counts = ((kind, counted[user, kind]) for kind in NOUNS)
    return " and ".join(f"{count} {NOUNS[kind][count != 1]}" for kind, count in counts if count)
