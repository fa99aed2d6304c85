"""What a client names by an id: found in the same steps whether it is hidden or not there."""

from collections.abc import Iterator
from typing import Any

from pypika_tortoise.terms import Term
from tortoise.expressions import Q

from permissions.rule import Present
from permissions.viewer import Viewer
from reader.compile.rules import is_narrow
from reader.compile.scope import AnyAccess, ScopeWriter


class NamedRows(ScopeWriter):
    """Writes look-ups of ids, each once for a statement."""

    def __init__(self) -> None:
        super().__init__()
        self._apart: list[str] = []

    def account_id(self) -> str:
        """The place of the id of the viewer's account."""
        raise NotImplementedError

    def own(self, access: AnyAccess, value: str, viewer: Viewer | None = None) -> str:
        """The id that a client names, where it is of a row that may be read; else null.

        It takes the same steps for a row that is hidden as for one that is not there. viewer: who
        would read it, where that is somebody else.
        """
        row, ids = self.new_row(), self.new_row()
        table, named = access.model._meta.db_table, f"{row}.id = {value}"
        selects = []
        for reason in self.reasons(access, viewer):
            if is_narrow(reason):
                found = self.found(access, row, reason)
                rows = self.dialect.behind(table, row, found, named)
                selects.append(f"SELECT {row}.id FROM {rows}")
            elif is_constant(reason):
                selects.append(self._nearest(access, row, value, reason))
            else:
                found = self.found(access, row, reason)
                selects.append(f'SELECT {row}.id FROM "{table}" {row} WHERE {named} AND {found}')
        if not selects:
            # A bound value has a place even where nothing is; PostgreSQL refuses what has none.
            return f"nullif({value}, {value})"
        return f"(SELECT {ids}.id FROM ({' UNION ALL '.join(selects)}) {ids} LIMIT 1)"

    def named(self, access: AnyAccess, place: str) -> str:
        """The same for an id that is bound: found apart, so that nothing is nested for it."""
        return f"(SELECT n.id FROM {self._kept(f'SELECT {self.own(access, place)}')} n)"

    def all_named(self, access: AnyAccess, place: str) -> str:
        """Those of the ids in a bound JSON array that the viewer may read, as a SELECT."""
        elements, row = self.dialect.elements(place, "int"), self.new_row()
        if self.is_narrow(access):
            visible = self.visible(access)
            found = f"SELECT {row}.id FROM {visible} {row} WHERE {row}.id IN ({elements})"
        else:
            found = f"SELECT {self.own(access, f'{row}.value')} FROM ({elements}) {row}"
        return f"SELECT n.id FROM {self._kept(found)} n"

    def named_tables(self) -> list[str]:
        """The tables of what the client has named."""
        return self._apart

    def _kept(self, select: str) -> str:
        self._apart.append(f"named_{len(self._apart) + 1}(id) AS ({select})")
        return self._apart[-1].partition("(")[0]

    def _nearest(self, access: AnyAccess, row: str, value: str, reason: Q | None) -> str:
        """A look at the row at an id or before it: there is always one, so it takes the same steps.

        What tells whether it is the one is computed, not compared, since a comparison that fails
        ends the rest.
        """
        table, near = access.model._meta.db_table, self.new_row()
        differs = [f"({row}.id - {value})", *self._outside(access, row)]
        more = list[str]()
        for name, asked in asked_by(reason) if reason else ():
            if isinstance(asked, Present):
                present: dict[str, Any] = {name: asked}
                more.append(self.where(Q(**present), access.model, row))
            else:
                allowed = [str(it) for it in (asked if name.endswith("__in") else [asked])]
                column = f"{row}.{name.removesuffix('__in')}"
                differs.append(self.dialect.differs(column, allowed))
        more.insert(0, f"({' | '.join(differs)}) = 0")
        nearest = f'SELECT max({near}.id) FROM "{table}" {near} WHERE {near}.id <= {value}'
        return (
            f'SELECT {row}.id FROM "{table}" {row} WHERE {row}.id = ({nearest})'
            f" AND {' AND '.join(more)}"
        )

    def _outside(self, access: AnyAccess, row: str) -> list[str]:
        """How far a row is from the viewer's account; 0 inside."""
        inside: dict[str, Any] = access.inside(self.viewer).filters
        return [f"({row}.{name} - {self.account_id()})" for name in inside if "__" not in name]


def is_constant(condition: Q | None) -> bool:
    """Whether a condition asks what is the same for all, and that what it names is there."""
    if condition is None:
        return True
    filters: dict[str, Any] = condition.filters
    terms = any(isinstance(it, Term) and not isinstance(it, Present) for it in filters.values())
    all_of_them = condition.join_type == Q.AND and not terms
    return all_of_them and all(map(is_constant, condition.children))


def asked_by(condition: Q) -> Iterator[tuple[str, Any]]:
    """What a condition asks: the filters, with their values."""
    filters: dict[str, Any] = condition.filters
    yield from filters.items()
    for child in condition.children:
        yield from asked_by(child)
