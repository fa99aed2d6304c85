"""Records that an import brings: all are checked first, then all are written."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from imports.affected import affected_people
from imports.change_set import PlannedRecord
from imports.import_index import ImportIndex, by_external_id
from imports.links import LinkedRows
from imports.record_importer import RecordImporter
from imports.records.company import COMPANY
from imports.records.contact import CONTACT
from imports.records.deal import DEAL
from imports.records.project import PROJECT
from imports.records.ticket import TICKET
from imports.row import Kind, Outcome, Row, RowRefused
from orm.company import Company
from orm.contact import Contact
from orm.record import DerivedField
from orm.responsibility import ResponsibilityChange
from permissions.record import ACCESS
from resolvers.summary import Counts
from resolvers.visibility.record_diff import BulkVisibilityDiff
from resolvers.visibility.visible_counts import visible
from resolvers.write.batches import chunks
from resolvers.write.unit_of_work import UnitOfWork

Progress = Callable[[str, int, int], None]
#: Each kind after those that its rows name.
SHAPES = {
    Kind.COMPANY: COMPANY,
    Kind.CONTACT: CONTACT,
    Kind.DEAL: DEAL,
    Kind.PROJECT: PROJECT,
    Kind.TICKET: TICKET,
}


class Records:
    """Adds records, and remembers which it wrote."""

    def __init__(
        self,
        known: ImportIndex,
        work: UnitOfWork,
        diff: BulkVisibilityDiff,
        batch: str,
        progress: Progress,
    ) -> None:
        """batch: what the history of all of them has."""
        self._known, self._work, self._progress = known, work, progress
        self.diff, self.batch = diff, batch
        self._account = work.account
        self._done = 0
        #: Every record that is created or changed.
        self.planned: list[PlannedRecord] = []
        #: How many records of each kind users became responsible for, no longer are, and still
        #: are though they changed.
        self.gained: Counts = Counter()
        self.lost: Counts = Counter()
        self.kept: Counts = Counter()

    async def add(self, rows: Sequence[Row]) -> None:
        """Plan each row, ask who can read what will change, and write."""
        for model, one, several in (
            (Company, "company", "companies"),
            (Contact, "contact", "contacts"),
        ):
            await self._known.find(model, _named(rows, one, several))
        for kind, shape in SHAPES.items():
            await self._plan(shape, [row for row in rows if row.kind is kind])
        changed = [it for it in self.planned if not it.new]
        people = await affected_people(self._account, changed)
        await self.diff.before([it.record for it in changed], people)
        self.lost = await self._visible(lambda it: it.were - it.are)
        for shape in SHAPES.values():
            await self._write(shape, [it for it in self.planned if type(it.record) is shape.model])
        self.gained = await self._visible(lambda it: it.are - it.were)
        self.kept = await self._visible(lambda it: it.are & it.were)

    async def _visible(self, of: Callable[[PlannedRecord], set[int]]) -> Counts:
        """How many of the records each of some of their people may read now."""
        pairs = [(user, it.record.kind, it.record.id) for it in self.planned for user in of(it)]
        return await visible(self._work.database, self._account, pairs)

    async def _plan(self, shape: RecordImporter, rows: list[Row]) -> None:
        there = await by_external_id(shape.model, self._account.id, [row.key for row in rows])
        ids = [record.id for record in there.values()]
        ties = [(link, await link.existing(ids)) for link in shape.ties]
        for number, row in enumerate(rows, 1):
            record = there.get(row.key) or shape.model()
            tied = {link.called: LinkedRows(link, had.get(record.id, {})) for link, had in ties}
            try:
                self._known.check_plan(ACCESS[shape.model.kind].module)
                planned = PlannedRecord.begin(self._known, row, record, tied)
                shape.fill(self._known, planned)
                if not getattr(record, shape.called):
                    raise RowRefused(f"It needs a {shape.called}.")
            except RowRefused as refused:
                row.refuse(str(refused))
            else:
                self._known.records.setdefault(shape.model, {})[row.key] = record
                self.planned += [planned] if planned.end() else []
            self._progress(f"Checking each {row.kind}", number, len(rows))

    async def _write(self, shape: RecordImporter, planned: list[PlannedRecord]) -> None:
        for it in planned:
            it.link()
        new = [it for it in planned if it.new]
        await shape.prepare(self._account, [it.record for it in new])
        for some in chunks(new):
            await self._create(shape, some)
            self._advance(len(some))
        for some in chunks(it for it in planned if not it.new):
            await self._change(shape, some)
            self._advance(len(some))
        await ResponsibilityChange.bulk_create(self._history(planned), batch_size=500)
        for link in shape.ties:
            await link.write(
                self._account.id, {it.record.id: it.ties[link.called] for it in planned}
            )

    async def _create(self, shape: RecordImporter, planned: list[PlannedRecord]) -> None:
        await shape.model.bulk_create([it.record for it in planned])
        keys = [it.row.key for it in planned]
        created = await by_external_id(shape.model, self._account.id, keys)
        for it in planned:
            it.record.id = created[it.row.key].id
            it.row.say(Outcome.CREATED)

    async def _change(self, shape: RecordImporter, planned: list[PlannedRecord]) -> None:
        for it in planned:
            it.record.version += 1
            it.record.updated_at = datetime.datetime.now(datetime.UTC)
        columns = {name for it in planned for name in it.changed}
        derived = {
            name
            for name, field in shape.model._meta.fields_map.items()
            if isinstance(field, DerivedField)
        }
        fields = sorted(columns | derived | {"version", "updated_at"})
        await shape.model.bulk_update([it.record for it in planned], fields=fields, batch_size=100)

    def _history(self, planned: list[PlannedRecord]) -> Iterable[ResponsibilityChange]:
        now = datetime.datetime.now(datetime.UTC)
        for it in planned:
            for role, from_user, to_user in it.passed:
                yield ResponsibilityChange(
                    account_id=self._account.id,
                    record_kind=it.record.kind,
                    record_id=it.record.id,
                    role=role,
                    from_user_id=from_user,
                    to_user_id=to_user,
                    reason=self._work.reason,
                    batch=self.batch,
                    at=now,
                )

    def _advance(self, count: int) -> None:
        self._done += count
        self._progress("Writing", self._done, len(self.planned))


def _named(rows: Sequence[Row], one: str, several: str) -> Iterable[str]:
    """The external ids by which rows name records of a kind."""
    for row in rows:
        if name := row.values.get(one):
            yield name
        yield from row.values.get(several, ())
