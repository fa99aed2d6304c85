"""Who could read records before a change of those responsible, and who can after it.

Only people around a record can gain or lose it, since rules only grant by being responsible;
and only the limited among them, since the others read everything anyway.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from orm.account import Account
from orm.company import Company
from orm.deal import Deal
from orm.record import Record, RecordKind
from permissions.readers import readers, viewers
from permissions.record import ACCESS
from permissions.viewer import Viewer
from resolvers.house import house

Seen = set[tuple[int, RecordKind, int]]


async def seen(records: Iterable[tuple[RecordKind, int]], people: list[Viewer]) -> Seen:
    """Which of some records each of some people can read now."""
    by_kind: dict[RecordKind, list[int]] = defaultdict(list)
    for kind, id_ in records:
        by_kind[kind].append(id_)
    database, found = house().database, Seen()

    async def rows(sql: str, values: list[Any]) -> Iterable[Any]:
        return (await database.connection.execute_query(sql, values))[1]  # type: ignore[no-any-return]

    for kind, ids in by_kind.items():
        pairs = await readers(rows, database.dialect, ACCESS[kind], ids, people) if people else ()
        found |= {(user, kind, id_) for user, id_ in pairs}
    return found


async def with_what_hangs_off(rows: Sequence[Record]) -> set[tuple[RecordKind, int]]:
    """Some records, and the deals of those that are companies."""
    records = {(row.kind, row.id) for row in rows}
    companies = [row.id for row in rows if isinstance(row, Company)]
    if companies:
        deals: Any = await Deal.filter(company_id__in=companies).values_list("id", flat=True)
        records |= {(RecordKind.DEAL, id_) for id_ in deals}
    return records


@dataclass
class Gathered:
    """What limited people can read of records that change, before and after."""

    account: Account
    _records: set[tuple[RecordKind, int]] = field(default_factory=set)
    _people: set[int] = field(default_factory=set)
    _before: Seen = field(default_factory=set)

    async def before(self, rows: Sequence[Record], people: set[int]) -> None:
        """Ask before anything is written; of what was asked already, the first answer holds."""
        limited = await self._limited(self._people | people)
        if not limited:
            return
        records = self._records | await with_what_hangs_off(rows)
        known = {(user, *record) for user in self._people for record in self._records}
        self._before |= await seen(records, limited) - known
        self._records, self._people = records, {viewer.id for viewer in limited}

    async def difference(self) -> dict[str, Any]:
        """Who gained and who lost which records."""
        if not self._people:
            return {}
        after = await seen(self._records, await self._limited(self._people))
        return {"gained": _listed(after - self._before), "lost": _listed(self._before - after)}

    async def _limited(self, people: set[int]) -> list[Viewer]:
        found = await viewers(self.account, people)
        return [viewer for viewer in found if viewer.limited_crm or viewer.limited_deals]


class Reach:
    """One record in a change: who around it could read it, and who can."""

    def __init__(self, account: Account, before: dict[str, Any], row: Record) -> None:
        columns = list(row.roles.values())
        self.record, self._account = row, account
        self._people = {before[it] for it in columns} | {getattr(row, it) for it in columns}
        self._people -= {None}
        follows = [*columns, "company_id"] if isinstance(row, Deal) else columns
        self._moved = any(before[it] != getattr(row, it) for it in follows)
        self._gathered = Gathered(account)
        self._could: set[int] = set()
        self._gone = False

    async def measure(self, *, removing: bool = False) -> None:
        """Ask who can read it, before anything is written."""
        self._gone = removing
        if not (self._moved or removing):
            return
        if isinstance(self.record, Deal):
            self._people |= await self._managers(self.record)
        here = {(self.record.kind, self.record.id)}
        around = await seen(here, await viewers(self._account, self._people))
        self._could = {user for user, _, _ in around}
        if not removing:
            await self._gathered.before([self.record], self._people)

    async def readers(self, among: list[Viewer]) -> tuple[set[int], set[int]]:
        """Who of some may read the record now, and who could before."""
        if self._gone:
            return set(), self._could
        found = await seen({(self.record.kind, self.record.id)}, among)
        return {user for user, _, _ in found}, self._could

    async def difference(self) -> dict[str, Any]:
        """Who gained and who lost which records, or who could read the one that is gone."""
        return {"readers": sorted(self._could)} if self._gone else await self._gathered.difference()

    async def _managers(self, deal: Deal) -> set[int]:
        stored = await Deal.get(id=deal.id).only("company_id")
        companies = await Company.filter(id__in=[stored.company_id or 0, deal.company_id or 0])
        return {user for company in companies for user in company.responsibles(seconds=True)}


def _listed(found: Seen) -> dict[str, list[list[Any]]]:
    listed: dict[str, list[list[Any]]] = defaultdict(list)
    for user, kind, id_ in sorted(found):
        listed[str(user)].append([kind.value, id_])
    return listed
