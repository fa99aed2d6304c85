"""Companies and deals that an import brings: all are checked first, then all are written."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from orm.company import Company
from orm.deal import Deal
from orm.record import Record, RecordKind
from orm.responsibility import ResponsibilityChange
from resolvers.importing.known import Known, by_external_id, chunks
from resolvers.importing.planned import Planned, plan_company, plan_deal
from resolvers.importing.row import Did, Refused, Row
from resolvers.importing.visible import Pair, visible
from resolvers.reach import Gathered
from resolvers.settling import Settlement

Progress = Callable[[str, int, int], None]


class Records:
    """Adds companies and deals, and remembers which it wrote."""

    def __init__(self, known: Known, settlement: Settlement, progress: Progress) -> None:
        self._known, self._settlement, self._progress = known, settlement, progress
        self._account_id = settlement.account.id
        self._done = 0
        self.gathered = Gathered(settlement.account)
        #: Every record that is created or changed.
        self.planned: list[Planned] = []
        #: How many records of each kind users became responsible for, and no longer are.
        self.gained: Counter[tuple[int, RecordKind]] = Counter()
        self.lost: Counter[tuple[int, RecordKind]] = Counter()

    async def add(self, companies: list[Row], deals: list[Row]) -> None:
        """Plan each row, ask who can read what will change, and write."""
        names = {row.key for row in companies}
        names |= {name for row in deals if (name := row.values.get("company"))}
        self._known.companies = await by_external_id(Company, self._account_id, sorted(names))
        self._plan(companies, self._known.companies, plan_company)
        keys = [row.key for row in deals]
        self._plan(deals, await by_external_id(Deal, self._account_id, keys), plan_deal)
        changed = [it for it in self.planned if not it.new]
        await self.gathered.before([it.record for it in changed], await self._around(changed))
        account = self._settlement.account
        self.lost = await visible(account, self._passed(lambda it: it.were - it.are))
        for model in (Company, Deal):
            await self._write(model, [it for it in self.planned if type(it.record) is model])
        self.gained = await visible(account, self._passed(lambda it: it.are - it.were))

    def _passed(self, to: Callable[[Planned], set[int]]) -> list[Pair]:
        return [(user, it.record.kind, it.record.id) for it in self.planned for user in to(it)]

    def _plan(
        self, rows: list[Row], there: dict[str, Any], plan: Callable[..., Planned | None]
    ) -> None:
        for number, row in enumerate(rows, 1):
            try:
                planned = plan(self._known, self._settlement, row, there.get(row.key))
            except Refused as refused:
                row.refuse(str(refused))
            else:
                self.planned += [planned] if planned else []
            self._progress(f"Checking each {row.kind}", number, len(rows))

    async def _around(self, changed: list[Planned]) -> set[int]:
        """Who is or was responsible for records, and for the customers of deals."""
        people = {user for it in changed for user in (*it.were, *it.are)}
        deals = [it for it in changed if isinstance(it.record, Deal)]
        customers = {it.before["company_id"] for it in deals} | {
            it.record.company_id for it in deals
        }
        for some in chunks(customers - {None}):
            for company in await Company.filter(id__in=some):
                people |= set(company.responsibles(seconds=True))
        return people

    async def _write(self, model: type[Record], planned: list[Planned]) -> None:
        for it in planned:
            it.link()
        for some in chunks(it for it in planned if it.new):
            await self._create(model, some)
            self._advance(len(some))
        for some in chunks(it for it in planned if it.row.did is Did.CHANGED):
            await self._change(model, some)
            self._advance(len(some))
        await ResponsibilityChange.bulk_create(self._history(planned), batch_size=500)

    async def _create(self, model: type[Record], planned: list[Planned]) -> None:
        await model.bulk_create([it.record for it in planned])
        created = await by_external_id(model, self._account_id, [it.row.key for it in planned])
        for it in planned:
            it.record.id = created[it.row.key].id
            it.row.say(Did.CREATED)

    async def _change(self, model: type[Record], planned: list[Planned]) -> None:
        for it in planned:
            it.record.version += 1
            it.record.updated_at = datetime.datetime.now(datetime.UTC)
        columns = sorted({name for it in planned for name in it.changed})
        fields = [*columns, "search", "version", "updated_at"]
        await model.bulk_update([it.record for it in planned], fields=fields, batch_size=100)

    def _history(self, planned: list[Planned]) -> Iterable[ResponsibilityChange]:
        now = datetime.datetime.now(datetime.UTC)
        for it in planned:
            for role, column in it.record.roles.items():
                if it.before[column] != getattr(it.record, column):
                    yield ResponsibilityChange(
                        account_id=self._account_id,
                        record_kind=it.record.kind,
                        record_id=it.record.id,
                        role=role,
                        from_user_id=it.before[column],
                        to_user_id=getattr(it.record, column),
                        reason=self._settlement.reason,
                        batch=self._settlement.batch,
                        at=now,
                    )

    def _advance(self, count: int) -> None:
        self._done += count
        self._progress("Writing", self._done, len(self.planned))
