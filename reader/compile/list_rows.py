"""The rows of a list as SQL: those that the viewer may read, tied to where the list stands."""

from collections.abc import Callable

from reader.compile.arguments import Tree
from reader.compile.compiler import Compiler
from reader.compile.entity import Entity
from reader.compile.ordering import Key, order_by
from reader.compile.place import Place
from reader.compile.relations import Link
from reader.compile.rules import without_index
from reader.compile.scope import columns_used
from reader.filters.comparison import FILTER
from reader.filters.conditions import Filtering, filter_type, narrows

#: The conditions of cursors, on an alias of a row.
Seek = Callable[[str], list[str]]


class ListRows:
    """Writes the rows of one list, as often as the statement needs them."""

    def __init__(
        self, c: Compiler, place: Place, entity: Entity, link: Link, only: Link, *, comes_with: bool
    ) -> None:
        """only: a further condition. comes_with: whether all that is tied may be read."""
        self._c, self._place, self._entity, self._link, self._only = c, place, entity, link, only
        self._table, self._comes_with = f'"{entity.model._meta.db_table}"', comes_with
        self._given: dict[str, Tree] = c.arguments(place)
        self._narrowed = "filter" in self._given and narrows(
            entity.model, filter_type(place.field.args["filter"]), self._given["filter"]
        )

    def select(self, of: str, used: str, seek: Seek, keys: list[Key], size: str) -> str:
        """A SELECT of as many rows as a size, in an order.

        of: the alias that is used for them in the SQL of the answer. seek: the conditions of
        cursors on an alias of theirs.
        """
        row = self._c.new_row()
        c, access, order = self._c, self._entity.access, order_by(self._c, self._entity, row, keys)
        columns = self._columns(of, row, used, keys)
        end = f" ORDER BY {order} LIMIT {size}"
        ties = self._link(row)
        relations = any("__" in key.column for key in keys)
        if ties or relations or not c.is_narrow(access):
            rows = self.all(row, [*self._asked(row), *seek(row)], f"{columns} {order}")
            return f"SELECT {columns} FROM {rows}{end}"
        parts = c.ordered(access, row, self._asked(row), seek(row), order)
        if len(parts) == 1:
            return f"SELECT {columns} FROM {parts[0]}{end}"
        # An order of several SELECTs can only name columns that they answer; hence one around.
        selects = " UNION ALL ".join(f"SELECT {columns} FROM {part}" for part in parts)
        return f"SELECT {columns} FROM ({selects}) {row}{end}"

    def whole(self, row: str, used: str = "") -> str:
        """What follows FROM for the rows of the whole list."""
        return self.all(row, self._asked(row), used)

    def all(self, row: str, asked: list[str], used: str = "") -> str:
        """What follows FROM for all rows of the list of which something holds."""
        access, ties = self._entity.access, self._link(row)
        if self._comes_with or (ties and self._c.sees_all(access)):
            # The tie leads to few rows, which are of the account as what they are tied to is.
            inside = without_index(self._c.inside(access, row))
            return f"{self._table} {row} WHERE {' AND '.join([*ties, inside, *asked])}"
        tied, narrowed = bool(ties), self._narrowed
        return self._c.rows(access, row, [*ties, *asked], used, tied=tied, narrowed=narrowed)

    def _columns(self, of: str, row: str, used: str, keys: list[Key]) -> str:
        """The columns that the SQL of an answer uses of the list's rows, and those of the order."""
        names = columns_used(self._entity.model, of, used)
        known = set(self._entity.model._meta.fields_db_projection.values())
        names |= {key.column for key in keys} & known
        return ", ".join(f'{row}."{name}"' for name in sorted(names | {"id"}))

    def _asked(self, row: str) -> list[str]:
        """What the filter asks of a row."""
        c = self._c
        conditions = [*self._only(row)]
        filtering = Filtering(c, self._entity.model, row, whole=not self._link(row))
        for name, tree in self._given.items():
            argument, where = self._place.field.args[name], ".".join((*self._place.path, name))
            definition = argument.extensions["strawberry-definition"]
            if name == "filter" and tree:
                conditions.append(filtering.all_of(filter_type(argument), tree, where))
            elif FILTER in definition.metadata and tree is not None:
                conditions.append(filtering.holds(definition.metadata[FILTER], tree, where))
        return conditions
