"""Who could read records before a change of those responsible, and who can after it.

Only people around a record can gain or lose it, since rules only grant by being responsible or
by taking part; and only those among them who see in part, since the others see everything anyway.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

from orm.account import Account
from orm.company import Company
from orm.contact import CompanyLink, Contact
from orm.database.database import Database
from orm.event import EventData
from orm.record import Columns, Record, RecordKind
from permissions.readers import readers, viewers
from permissions.record import ACCESS, is_seen_in_part, sees_in_part
from permissions.viewer import Viewer
from resolvers.visibility.stakeholders import RecordStakeholders, seeing_in_part

#: The kind and the id of records, by the id of the user, as JSON has them.
Listed = dict[str, list[list[str | int]]]
Visibility = set[tuple[int, RecordKind, int]]


async def visible_to(
    database: Database, records: Iterable[tuple[RecordKind, int]], people: list[Viewer]
) -> Visibility:
    """Which of some records each of some people can read now."""
    by_kind: dict[RecordKind, list[int]] = defaultdict(list)
    for kind, id_ in records:
        by_kind[kind].append(id_)
    found = Visibility()
    if not people:
        return found
    for kind, ids in by_kind.items():
        rows, access = database.rows_in_transaction, ACCESS[kind]
        pairs = await readers(rows, database.dialect, access, ids, people)
        found |= {(user, kind, id_) for user, id_ in pairs}
    return found


async def with_dependents(rows: Sequence[Record]) -> set[tuple[RecordKind, int]]:
    """Some records, and what is seen with those that are companies or contacts."""
    records = {(row.kind, row.id) for row in rows}
    companies = [row.id for row in rows if isinstance(row, Company)]
    contacts = [row.id for row in rows if isinstance(row, Contact)]
    if companies:
        links = await CompanyLink.filter(company_id__in=companies)
        contacts += [link.contact_id for link in links]
        records |= {(RecordKind.CONTACT, link.contact_id) for link in links}
    for kind, access in ACCESS.items():
        for column, ids in (("company_id", companies), ("contact_id", contacts)):
            if ids and column in access.model._meta.fields_map and is_seen_in_part(access):
                found = access.model.filter(**{f"{column}__in": ids}).values_list("id", flat=True)
                records |= {(kind, id_) for id_ in cast(list[int], await found)}
    return records


@dataclass
class BulkVisibilityDiff:
    """What limited people can read of records that change, before and after."""

    database: Database
    account: Account
    _records: set[tuple[RecordKind, int]] = field(default_factory=set)
    _people: set[int] = field(default_factory=set)
    _before: Visibility = field(default_factory=set)

    async def before(
        self, rows: Sequence[Record], people: set[int], *, going: bool = False
    ) -> None:
        """Ask before anything is written; of what was asked already, the first answer holds.

        going: whether the rows themselves will be gone.
        """
        await self.before_for(rows, await viewers(self.account, self._people | people), going=going)

    async def before_for(
        self, rows: Sequence[Record], people: Iterable[Viewer], *, going: bool = False
    ) -> None:
        """As before, for viewers; those of what was asked already are among them."""
        limited = [viewer for viewer in people if sees_in_part(viewer)]
        if not limited:
            return
        gone = {(row.kind, row.id) for row in rows if going}
        records = self._records | (await with_dependents(rows) - gone)
        known = {(user, *record) for user in self._people for record in self._records}
        self._before |= await visible_to(self.database, records, limited) - known
        self._records, self._people = records, {viewer.id for viewer in limited}

    async def difference(self) -> EventData:
        """Who gained and who lost which records."""
        if not self._people:
            return {}
        people = await viewers(self.account, self._people)
        limited = [viewer for viewer in people if sees_in_part(viewer)]
        after = await visible_to(self.database, self._records, limited)
        return {"gained": _listed(after - self._before), "lost": _listed(self._before - after)}


#: The columns of those for whom a record is, beside those of who is responsible for it.
_CUSTOMER = ("company_id", "contact_id")


class VisibilityDiff:
    """One record in a change: who around it could read it, and who can."""

    def __init__(self, database: Database, account: Account, before: Columns, row: Record) -> None:
        self.record, self._before = row, before
        self._database, self._account = database, account
        self._bulk = BulkVisibilityDiff(database, account)
        self._could: set[int] = set()
        self._gone = False

    async def measure(self, *, removing: bool = False, relating: bool = False) -> None:
        """Ask who can read it, before anything is written.

        relating: not its columns are to change, but what is tied to it.
        """
        self._gone = removing
        decisive = (*self.record.roles.values(), *_CUSTOMER)
        columns = [name for name in decisive if name in self._before]
        moved = any(self._before[it] != getattr(self.record, it) for it in columns)
        if not (moved or removing or relating):
            return
        people = await viewers(self._account, await self._stakeholders())
        readers = await visible_to(self._database, {(self.record.kind, self.record.id)}, people)
        self._could = {user for user, _, _ in readers}
        await self._bulk.before_for([self.record], people, going=removing)

    async def readers(self, among: list[Viewer]) -> tuple[set[int], set[int]]:
        """Who of some may read the record now, and who could before."""
        if self._gone:
            return set(), self._could
        found = await visible_to(self._database, {(self.record.kind, self.record.id)}, among)
        return {user for user, _, _ in found}, self._could

    async def difference(self) -> EventData:
        """Who gained and who lost which records, and who could read the one that is gone."""
        gone = {"readers": sorted(self._could)} if self._gone else {}
        return gone | await self._bulk.difference()

    async def _stakeholders(self) -> set[int]:
        """Who can gain or lose sight of it, whatever is done to it."""
        row, before = self.record, self._before
        roles = row.roles.values()
        people = {before[name] for name in roles} | {getattr(row, name) for name in roles}
        stakeholders = await RecordStakeholders.of(
            row, second_responsibles=True, companies=[before.get("company_id") or 0]
        )
        people |= {*stakeholders.responsible, *stakeholders.participants, *stakeholders.managers}
        contact = before.get("contact_id") or getattr(row, "contact_id", None)
        if contact or row.seen_by_many or (self._gone and isinstance(row, Company)):
            # Through a contact or a team many can see it, or see a contact again that no company
            # has any more, so it is asked of all who might.
            people |= await seeing_in_part(self._account)
        return people - {None}


def _listed(found: Visibility) -> Listed:
    listed: Listed = defaultdict(list)
    for user, kind, id_ in sorted(found):
        listed[str(user)].append([kind.value, id_])
    return listed
