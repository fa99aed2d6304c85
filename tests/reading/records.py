"""The fields that all kinds of record have, in plain Python."""

# ruff: noqa: N802

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from orm.company import Company
from orm.responsibility import ResponsibilityChange
from tests.reading.kinds import MODELS, ROLES, written
from tests.reading.matching import matches, order_of
from tests.reading.rows import Rows
from tests.reading.visible import Eyes


@dataclass
class Records:
    """The fields of records, and the rows, that one user sees."""

    eyes: Eyes
    cursors: Mapping[str, Any]

    def one(self, kind: str, id_: int | None) -> Any:
        """A row that the user may read, or None."""
        row = self.eyes.world.get(MODELS[kind], id_)
        return (kind, row) if row is not None and self.eyes.reads(kind, row) else None

    def rows(self, kind: str, given: dict[str, Any], tied: Callable[[Any], bool]) -> Rows:
        """The rows that the user may read, for which something holds."""
        chosen = [
            row
            for row in self.eyes.world.all(MODELS[kind])
            if self.eyes.reads(kind, row)
            and tied(row)
            and matches(kind, row, given.get("filter"), self.eyes)
        ]
        return Rows(kind, chosen, order_of(kind, given.get("orderBy")), given, self.cursors)

    def record_kind(self, row: Any, given: Any) -> Any:
        return type(row).__name__.upper()

    def record_label(self, row: Any, given: Any) -> Any:
        return row.name if isinstance(row, Company) else row.title

    def record_viewerCan(self, row: Any, given: Any) -> Any:
        return "ViewerCan", row

    def record_responsibilities(self, row: Any, given: Any) -> Any:
        roles = ((role, getattr(row, f"{role.lower()}_id")) for role in ROLES[type(row).__name__])
        return [("Responsibility", (row, role, user)) for role, user in roles if user is not None]

    def record_responsibilityHistory(self, row: Any, given: Any) -> Any:
        return self.rows("ResponsibilityChange", given, lambda change: is_of(change, row))

    def record_notes(self, row: Any, given: Any) -> Any:
        return self.rows("Note", given, lambda note: is_of(note, row))

    def ViewerCan_read(self, row: Any, given: Any) -> Any:
        return True

    ViewerCan_update = ViewerCan_assign = ViewerCan_read

    def ViewerCan_delete(self, row: Any, given: Any) -> Any:
        return self.eyes.may_delete(type(row).__name__, row)

    def Responsibility_role(self, row: Any, given: Any) -> Any:
        return row[1]

    def Responsibility_user(self, row: Any, given: Any) -> Any:
        return self.one("User", row[2])

    def Responsibility_since(self, row: Any, given: Any) -> Any:
        record, role, _ = row
        changes = self.eyes.world.all(ResponsibilityChange)
        since = [c for c in changes if is_of(c, record) and c.role == role]
        return written(max(since, key=lambda c: c.id).at if since else record.created_at)


def is_of(row: Any, record: Any) -> bool:
    """Whether something is on a record."""
    kind = type(record).__name__.upper()
    return bool(row.record_kind.value == kind and row.record_id == record.id)
