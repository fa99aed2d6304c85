"""What the viewer sees of an entity: found from the narrow side, before anything is asked of it.

A row that the viewer may not read is not looked at by any filter, order, count or look-up: what
they see of an entity is a table of its own (`visible_deal`), or a walk along an index that begins
with what the rule names. So neither what hidden rows hold nor whether they exist shows in the time.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tortoise.expressions import Q
from tortoise.models import Model

from permissions.rule import Access, Condition, alternatives
from permissions.viewer import Viewer
from reader.compile.rules import RuleWriter, is_narrow, without_index
from reader.dialect import Dialect

AnyAccess = type[Access[Model]]


@dataclass
class VisibleTable:
    """The rows of an entity that the viewer may read, with the columns that are asked of them."""

    name: str
    #: SELECTs of their ids, each by an index.
    selects: list[str]
    columns: set[str] = field(default_factory=lambda: {"id"})


class ScopeWriter(RuleWriter):
    """Writes what the viewer sees, once for a statement."""

    dialect: Dialect

    def __init__(self) -> None:
        self._granted: dict[AnyAccess, Condition] = {}
        self._narrow: dict[AnyAccess, bool] = {}
        self._visible: dict[AnyAccess, VisibleTable] = {}

    def granted(self, access: AnyAccess) -> Condition:
        """The rows that the viewer may read: all of the account, some or none."""
        if access not in self._granted:
            self._granted[access] = access.permissions()["read"].grant(self.viewer)
        return self._granted[access]

    def sees_all(self, access: AnyAccess) -> bool:
        """Whether the viewer reads every row of their account."""
        return self.granted(access) is True

    def is_narrow(self, access: AnyAccess) -> bool:
        """Whether what the viewer reads is found by indexes that begin with what the rule names."""
        if access not in self._narrow:
            reasons = self.reasons(access)
            self._narrow[access] = bool(reasons) and all(map(is_narrow, reasons))
        return self._narrow[access]

    def reasons(self, access: AnyAccess, viewer: Viewer | None = None) -> list[Q | None]:
        """The alternatives of a row rule; None, which asks nothing, where all is read."""
        granted = self.granted(access)
        if viewer:
            granted = access.permissions()["read"].grant(viewer)
        if isinstance(granted, Q):
            return [*alternatives(granted)]
        return [None] if granted else []

    def scope(self, access: AnyAccess, row: str) -> str:
        """That the viewer may read a row, asked of the row itself."""
        self.count()
        granted = self.granted(access)
        if not isinstance(granted, Q):
            return self.inside(access, row) if granted else "1 = 0"
        return f"{self.inside(access, row)} AND {self.where(granted, access.model, row)}"

    def found(self, access: AnyAccess, row: str, reason: Q | None) -> str:
        """That a row may be read for a reason, by which an index finds it where it is narrow."""
        self.count()
        inside, narrow = self.inside(access, row), is_narrow(reason)
        if reason is None:
            return inside
        condition = self.where(reason, access.model, row)
        return f"{condition} AND {without_index(inside)}" if narrow else f"{inside} AND {condition}"

    def rows(
        self,
        access: AnyAccess,
        row: str,
        conditions: Sequence[str],
        used: str = "",
        *,
        tied: bool = False,
        narrowed: bool = False,
    ) -> str:
        """What follows FROM for the rows that the viewer may read and for which conditions hold.

        used: the SQL that uses columns of them. tied: whether one condition ties them to a row.
        narrowed: whether one leaves few of an account, and an index finds them.
        """
        table, asked = access.model._meta.db_table, " AND ".join(conditions)
        if not self.is_narrow(access):
            scope = self.scope(access, row)
            if narrowed and self.sees_all(access):
                scope = self.dialect.found_by_others(scope)
            return f'"{table}" {row} WHERE {" AND ".join([scope, *conditions])}'
        if len(reasons := self.reasons(access)) == 1 and not tied:
            return self.dialect.behind(table, row, self.found(access, row, reasons[0]), asked)
        visible = self.visible(access, columns_used(access.model, row, f"{used} {asked}"))
        return f"{visible} {row}" + (f" WHERE {asked}" if asked else "")

    def ordered(
        self,
        access: AnyAccess,
        row: str,
        conditions: Sequence[str],
        seek: Sequence[str],
        order: str,
    ) -> list[str]:
        """What follows FROM, in parts that exclude each other and that an index has in order.

        Of an OR the database would make a walk over the whole account, or a sort. seek: the
        conditions of cursors.
        """
        table, asked = access.model._meta.db_table, " AND ".join(conditions)
        parts, earlier = [], list[str]()
        for reason in self.reasons(access):
            condition = self.found(access, row, reason)
            found = " AND ".join([condition, *seek, *earlier])
            parts.append(self.dialect.behind(table, row, found, asked, order))
            earlier.append(f"({condition}) IS NOT TRUE")
        return parts

    def visible(self, access: AnyAccess, columns: Iterable[str] = ()) -> str:
        """The name of the table of what the viewer sees, which has id and some more columns."""
        if access not in self._visible:
            row, table = self.new_row(), access.model._meta.db_table
            selects = [
                f'SELECT {row}.id FROM "{table}" {row} WHERE {self.found(access, row, reason)}'
                for reason in self.reasons(access)
            ]
            # What its rule asks of others that one sees is there before it.
            self._visible[access] = VisibleTable(f"visible_{table}", selects)
        table_of = self._visible[access]
        table_of.columns |= set(columns)
        return table_of.name

    def visible_tables(self) -> list[str]:
        """What the statement begins with: the tables of what the viewer sees."""
        return [self._table(access, of) for access, of in self._visible.items()]

    def _table(self, access: AnyAccess, of: VisibleTable) -> str:
        columns = ", ".join(f'r."{name}"' for name in sorted(of.columns))
        table, ids = access.model._meta.db_table, " UNION ".join(of.selects)
        rows = self.dialect.looked_up(ids, table, "r", "r.id = v.id")
        return f"{of.name} AS MATERIALIZED (SELECT {columns} FROM {rows})"

    def readable_ids(self, access: AnyAccess) -> str:
        """The ids of the rows that the viewer may read, as a SELECT."""
        row, table = self.new_row(), access.model._meta.db_table
        if self.is_narrow(access):
            return f"SELECT {row}.id FROM {self.visible(access)} {row}"
        return f'SELECT {row}.id FROM "{table}" {row} WHERE {self.scope(access, row)}'

    def is_row(self, access: AnyAccess, row: str, id_: str) -> str:
        """That a row has an id and that the viewer may read it."""
        if not self.is_narrow(access):
            return f"{row}.id = {id_} AND {self.scope(access, row)}"
        return f"{row}.id = CASE WHEN {id_} IN ({self.readable_ids(access)}) THEN {id_} END"


def columns_used(model: type[Model], row: str, sql: str) -> set[str]:
    """The columns of a row that some SQL names."""
    named = set(re.findall(rf'\b{row}"?\."?(\w+)', sql))
    return named & set(model._meta.fields_db_projection.values())
