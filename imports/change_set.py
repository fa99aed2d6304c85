"""A record as it will be after an import, with what it was."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tortoise.models import Model

from imports.import_index import ImportIndex
from imports.links import LinkedRows
from imports.row import Outcome, Row, RowRefused
from orm.record import Columns, Record, ResponsibilityRole

#: What follows from other columns, and is not worth a word.
FOLLOWING = {
    *("phase_since", "attention_at", "company_count", "waiting_since", "reopened"),
    *("closed_by_id", "closed_automatically"),
}


@dataclass(eq=False)
class PlannedRecord:
    """A record to create or change, and the row that says so."""

    known: ImportIndex
    row: Row
    record: Any  # of the kind that the row is of
    before: Columns
    #: What it is tied to, by what the report calls it.
    ties: dict[str, LinkedRows]
    new: bool
    changed: list[str] = field(default_factory=list)
    #: Records that columns name, and that may have no id before they are written themselves.
    named: dict[str, Model | None] = field(default_factory=dict)

    @classmethod
    def begin(
        cls, known: ImportIndex, row: Row, record: Any, ties: dict[str, LinkedRows]
    ) -> "PlannedRecord":
        """A record as it is, and what the row says of its plain columns."""
        new = record.id is None
        if new:
            record.account_id, record.external_id = known.account.id, row.key
        columns = record._meta.fields_db_projection
        before = {name: getattr(record, name) for name in columns}
        for name, value in row.values.items():
            for column in {name, f"{name}_cents"} & columns.keys():
                setattr(record, column, value)
        return cls(known, row, record, before, ties, new)

    def name(self, **named: Model | None) -> None:
        """Name records, or none, by the columns that hold their ids."""
        self.named |= named
        self.link()

    def link(self) -> None:
        """Put the ids of those that are named on the record, as far as they have any."""
        for column, it in self.named.items():
            setattr(self.record, column, it.pk if it else None)

    def end(self) -> bool:
        """Say on the row what is to be done; answers whether anything is."""
        if self.new:
            return True
        self.changed = [
            name
            for name, value in self.before.items()
            if getattr(self.record, name) != value or self._is_new(name)
        ]
        words = [self._in_words(name) for name in self.changed if name not in FOLLOWING]
        words += [name for name, tied in self.ties.items() if tied.changed]
        if words:
            self.row.say(Outcome.CHANGED, "; ".join(words))
        return bool(words)

    def _is_new(self, column: str) -> bool:
        it = self.named.get(column)
        return it is not None and it.pk is None

    def _in_words(self, column: str) -> str:
        was, now = self.before[column], getattr(self.record, column)
        called = column.removesuffix("_id").removesuffix("_cents")
        if column in self.record.roles.values():
            was, now = self.known.name_of(was), self.known.name_of(now)
        elif column.endswith("_id") and column != "external_id":
            return called
        elif column.endswith("_cents"):
            was, now = _money(was), _money(now)
        return f"{called}: {_short(was)} to {_short(now)}"

    @property
    def were(self) -> set[int]:
        """Who was responsible, as far as it counts."""
        owners = {user for tied in self._owning for user in tied.had}
        return owners | {self.before[column] for column in self._counting} - {None}

    @property
    def are(self) -> set[int]:
        """Who is responsible, as far as it counts."""
        gone = {getattr(row, tied.link.to) for tied in self._owning for row in tied.gone}
        new = {it.pk for tied in self._owning for it, _ in tied.added}
        now = {getattr(self.record, column) for column in self._counting} - {None}
        return now | new | {user for tied in self._owning for user in tied.had} - gone

    @property
    def near(self) -> set[int]:
        """Who is responsible for what it names, of which some may be new."""
        second_responsibles = self.known.second_responsibles
        named = (it for it in self.named.values() if isinstance(it, Record))
        return {
            user
            for it in named
            for user in it.responsibles(second_responsibles=second_responsibles)
        }

    @property
    def passed(self) -> list[tuple[ResponsibilityRole, int | None, int | None]]:
        """Each role that passes, from whom and to whom."""
        passed = [
            (role, self.before[column], getattr(self.record, column))
            for role, column in self.record.roles.items()
            if self.before[column] != getattr(self.record, column)
        ]
        for tied in self._owning:
            role, gone = tied.link.role, [getattr(row, tied.link.to) for row in tied.gone]
            assert role
            passed += [(role, user, None) for user in gone]
            passed += [(role, None, it.pk) for it, _ in tied.added]
        return passed

    @property
    def _owning(self) -> list[LinkedRows]:
        return [tied for tied in self.ties.values() if tied.link.role is not None]

    @property
    def _counting(self) -> list[str]:
        columns: list[str] = self.record.counting(
            second_responsibles=self.known.second_responsibles
        )
        return columns


def check_closing(planned: PlannedRecord, *, closed: bool) -> None:
    """There is a moment of closing, in the past, if and only if it is closed. Raises RowRefused."""
    if not closed:
        if planned.row.values.get("closed_at"):
            raise RowRefused("It has a day of closing, but is open.")
        planned.record.closed_at = None
    elif planned.record.closed_at is None:
        raise RowRefused("It is closed, but has no day of closing.")
    else:
        check_past("closed_at", planned.record.closed_at)


def check_past(column: str, moment: datetime.datetime) -> None:
    """What an import says has happened already. Raises RowRefused."""
    if moment > datetime.datetime.now(datetime.UTC):
        raise RowRefused(f"{column}: {moment:%Y-%m-%d} is in the future.")


def _short(value: object) -> str:
    return "nothing" if value is None else str(value)[:40]


def _money(cents: int | None) -> str | None:
    return None if cents is None else str(Decimal(cents).scaleb(-2))
