"""What the viewer sees of an entity: found from the narrow side, before anything is asked of it.

A row that the viewer may not read is not looked at by any filter, order, count or look-up: what
they see of an entity is a table of its own (`visible_deal`), or a walk along an index that begins
with what the rule names. So neither what hidden rows hold nor whether they exist shows in the time.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tortoise.expressions import Q
from tortoise.models import Model

from permissions.rule import Access, Condition, alternatives
from permissions.viewer import Viewer
from reader.dialect import Dialect
from reader.rules import RuleWriter, aside, is_narrow

AnyAccess = type[Access[Any]]


@dataclass(frozen=True)
class Arm:
    """One alternative of a row rule: an index finds its rows, or it is of the whole account."""

    condition: str
    narrow: bool
    #: What its rows have to be in columns of their own, where it is of the whole account.
    constants: dict[str, list[str]]


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
        self._found: list[str] = []

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
            some = self._alternatives(access)
            self._narrow[access] = bool(some) and all(map(is_narrow, some))
        return self._narrow[access]

    def _alternatives(self, access: AnyAccess) -> list[Q]:
        granted = self.granted(access)
        return alternatives(granted) if isinstance(granted, Q) else []

    def scope(self, access: AnyAccess, row: str) -> str:
        """That the viewer may read a row, asked of the row itself."""
        self.count()
        granted = self.granted(access)
        if not isinstance(granted, Q):
            return self.inside(access, row) if granted else "1 = 0"
        return f"{self.inside(access, row)} AND {self.where(granted, access.model, row)}"

    def arms(self, access: AnyAccess, row: str, viewer: Viewer | None = None) -> list[Arm]:
        """The alternatives of a row rule; none where the viewer reads nothing."""
        self.count()
        granted = self.granted(access)
        if viewer:
            granted = access.permissions()["read"].grant(viewer)
        if not isinstance(granted, Q):
            return [Arm(self.inside(access, row), False, {})] if granted else []
        found = []
        for one in alternatives(granted):
            condition, inside = self.where(one, access.model, row), self.inside(access, row)
            narrow = is_narrow(one)
            inside = aside(inside) if narrow else inside
            found.append(Arm(f"{condition} AND {inside}", narrow, {} if narrow else constants(one)))
        return found

    def rows(
        self,
        access: AnyAccess,
        row: str,
        conditions: Sequence[str],
        used: str = "",
        *,
        tied: bool = False,
    ) -> str:
        """What follows FROM for the rows that the viewer may read and for which conditions hold.

        used: the SQL that uses columns of them. tied: whether one condition ties them to a row.
        """
        table, asked = access.model._meta.db_table, " AND ".join(conditions)
        if not self.is_narrow(access):
            scope = self.scope(access, row)
            return f'"{table}" {row} WHERE {" AND ".join([scope, *conditions])}'
        if len(self._alternatives(access)) == 1 and not tied:
            (arm,) = self.arms(access, row)
            return self.dialect.behind(table, row, arm.condition, asked)
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
        for arm in self.arms(access, row):
            found = " AND ".join([arm.condition, *seek, *earlier])
            parts.append(self.dialect.behind(table, row, found, asked, order))
            earlier.append(f"({arm.condition}) IS NOT TRUE")
        return parts

    def visible(self, access: AnyAccess, columns: Iterable[str] = ()) -> str:
        """The name of the table of what the viewer sees, which has id and some more columns."""
        if access not in self._visible:
            row, table = self.new_row(), access.model._meta.db_table
            selects = [
                f'SELECT {row}.id FROM "{table}" {row} WHERE {arm.condition}'
                for arm in self.arms(access, row)
            ]
            # What its rule asks of others that one sees is there before it.
            self._visible[access] = VisibleTable(f"visible_{table}", selects)
        table_of = self._visible[access]
        table_of.columns |= set(columns)
        return table_of.name

    def visible_tables(self) -> list[str]:
        """What the statement begins with: the tables of what the viewer sees, and has named."""
        return [*(self._table(access, of) for access, of in self._visible.items()), *self._found]

    def _table(self, access: AnyAccess, of: VisibleTable) -> str:
        columns = ", ".join(f'r."{name}"' for name in sorted(of.columns))
        table, ids = access.model._meta.db_table, " UNION ".join(of.selects)
        rows = f'({ids}) v {self.dialect.join} "{table}" r ON r.id = v.id'
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

    def own(self, access: AnyAccess, value: str, viewer: Viewer | None = None) -> str:
        """The id that a client names, where it is of a row that may be read; else null.

        It takes the same steps for a row that is hidden as for one that is not there. viewer: who
        would read it, where that is somebody else.
        """
        row, ids = self.new_row(), self.new_row()
        table, named = access.model._meta.db_table, f"{row}.id = {value}"
        selects = [
            f"SELECT {row}.id FROM {self.dialect.behind(table, row, arm.condition, named)}"
            if arm.narrow
            else self._nearest(access, row, value, arm)
            for arm in self.arms(access, row, viewer)
        ]
        if not selects:
            return "NULL"
        return f"(SELECT {ids}.id FROM ({' UNION ALL '.join(selects)}) {ids} LIMIT 1)"

    def named(self, access: AnyAccess, place: str) -> str:
        """The same for an id that is bound: found apart, so that nothing is nested for it."""
        return f"(SELECT n.id FROM {self._apart(f'SELECT {self.own(access, place)}')} n)"

    def all_named(self, access: AnyAccess, place: str) -> str:
        """Those of the ids in a bound JSON array that the viewer may read, as a SELECT."""
        elements, row = self.dialect.elements(place, "int"), self.new_row()
        if self.is_narrow(access):
            visible = self.visible(access)
            found = f"SELECT {row}.id FROM {visible} {row} WHERE {row}.id IN ({elements})"
        else:
            found = f"SELECT {self.own(access, f'{row}.value')} FROM ({elements}) {row}"
        return f"SELECT n.id FROM {self._apart(found)} n"

    def _apart(self, select: str) -> str:
        self._found.append(f"named_{len(self._found) + 1}(id) AS ({select})")
        return self._found[-1].partition("(")[0]

    def _nearest(self, access: AnyAccess, row: str, value: str, arm: Arm) -> str:
        """A look at the row at an id or before it: there is always one, so it takes the same steps.

        What tells whether it is the one is computed, not compared, since a comparison that fails
        ends the rest.
        """
        table, near = access.model._meta.db_table, self.new_row()
        differs = [f"({row}.id - {value})", *self._outside(access, row)]
        differs += [self.dialect.differs(f"{row}.{name}", of) for name, of in arm.constants.items()]
        nearest = f'SELECT max({near}.id) FROM "{table}" {near} WHERE {near}.id <= {value}'
        return (
            f'SELECT {row}.id FROM "{table}" {row} WHERE {row}.id = ({nearest})'
            f" AND ({' | '.join(differs)}) = 0"
        )

    def _outside(self, access: AnyAccess, row: str) -> list[str]:
        """How far a row is from the viewer's account; 0 inside."""
        inside: dict[str, Any] = access.inside(self.viewer).filters
        return [f"({row}.{name} - {self.account_id()})" for name in inside if "__" not in name]

    def account_id(self) -> str:
        """The place of the id of the viewer's account."""
        raise NotImplementedError


def columns_used(model: type[Model], row: str, sql: str) -> set[str]:
    """The columns of a row that some SQL names."""
    named = set(re.findall(rf'\b{row}"?\."?(\w+)', sql))
    return named & set(model._meta.fields_db_projection.values())


def constants(condition: Q) -> dict[str, list[str]]:
    """The values that a condition allows for columns of the row itself."""
    filters: dict[str, Any] = condition.filters
    found = {
        name.removesuffix("__in"): [str(it) for it in (value if "__in" in name else [value])]
        for name, value in filters.items()
    }
    for child in condition.children:
        found |= constants(child)
    return found
