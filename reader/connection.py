"""A list in pages as SQL: the rows of a page, its cursors, and the count when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from graphql import get_named_type

from reader.arguments import Leaf, Tree
from reader.binding import Binder
from reader.compiler import Compiler, Place
from reader.conditions import Filtering, filter_type
from reader.entity import Entity
from reader.errors import BadInput
from reader.filter import FILTER
from reader.ordering import Key, backward, beyond, cursor, order_by, order_of

PAGE, MOST_ON_A_PAGE = 25, 100

#: Writes the object of one row: its place, its entity and its alias.
WriteObject = Callable[[Compiler, Place], str]
#: The conditions that tie the rows of a list to where it stands, on an alias of theirs.
Tie = Callable[[str], list[str]]


@dataclass(frozen=True)
class Page:
    """Which part of a list is asked for."""

    size: Binder
    keys: list[Key]
    back: bool
    cursors: list[tuple[Leaf, bool, str]]


def page_of(entity: Entity, given: dict[str, Tree], path: tuple[str, ...]) -> Page:
    """The page that the arguments of a list describe."""
    where = ".".join(path)
    back = given.get("last") is not None
    if back and given.get("first") is not None:
        raise BadInput(f"{where}: first and last exclude each other.", *path)
    name = "last" if back else "first"
    cursors = [
        (given[name], name == "before", f"{where}.{name}")
        for name in ("after", "before")
        if given.get(name) is not None
    ]
    size = _size(given.get(name), f"{where}.{name}")
    return Page(size, order_of(entity, given.get("orderBy")), back, cursors)


def _size(leaf: Leaf | None, where: str) -> Binder:
    if leaf is None:
        return lambda call: PAGE

    def bind(call: Any) -> int:
        size: int = leaf.get(call.variables)
        if not 0 <= size <= MOST_ON_A_PAGE:
            raise BadInput(f"{where}: a page has from 0 to {MOST_ON_A_PAGE}.")
        return size

    return bind


class List:
    """One list of the operation."""

    def __init__(self, c: Compiler, place: Place, entity: Entity, tie: Tie) -> None:
        self.c, self.place, self.entity, self.tie = c, place, entity, tie
        self.given = c.arguments(place)
        self.page = page_of(entity, self.given, place.path)
        self.row = c.new_row()

    def object(self, write: WriteObject) -> str:
        """The connection object, as SQL."""
        c, outer = self.c, enter(self.c, self.page.size)
        on: Any = get_named_type(self.place.field.type)
        fields = c.fields(on, self.place)
        asked = {nodes[0].name.value for nodes in fields.values()}
        paged = "pageInfo" in asked
        pairs = []
        for key, nodes in fields.items():
            name = nodes[0].name.value
            inner = Place(on, on.fields.get(name), nodes, (*self.place.path, key), self.entity, self.row)  # type: ignore[arg-type]
            pairs.append((key, self._field(name, inner, write, paged)))
        answer = c.dialect.object(pairs)
        c.around = outer
        if asked <= {"totalCount", "__typename"}:
            return answer
        return f"(SELECT {answer} FROM {self._rows(paged)} {self.row})"

    def plain(self, write: WriteObject, most: int) -> str:
        """The list as an array, up to a number of rows."""
        c, outer = self.c, enter(self.c, self.page.size)
        element = write(c, replace(self.place, entity=self.entity, row=self.row))
        c.around = outer
        row = c.new_row()
        sql = self._select(row, self._conditions(row), self.page.keys, str(most))
        return f"(SELECT {c.dialect.array(element)} FROM ({sql}) {self.row})"

    def _field(self, name: str, place: Place, write: WriteObject, paged: bool) -> str:
        c = self.c
        if name == "__typename":
            return f"'{place.parent.name}'"
        if name == "totalCount":
            return self._count()
        on_page = f"{self.row}.nth <= {c.bind(self.page.size, 'int')}" if paged else None
        if name == "pageInfo":
            return self._page_info(place, on_page or "")
        element = write(c, place) if name == "nodes" else self._edge(place, write)
        return c.dialect.array(element, on_page)

    def _edge(self, place: Place, write: WriteObject) -> str:
        c, pairs = self.c, []
        on: Any = get_named_type(place.field.type)
        for key, nodes in c.fields(on, place).items():
            name = nodes[0].name.value
            if name == "__typename":
                value = f"'{on.name}'"
            elif name == "cursor":
                value = cursor(c, self.entity, self.row, self.page.keys)
            else:
                inner = Place(on, on.fields[name], nodes, (*place.path, key), self.entity, self.row)
                value = write(c, inner)
            pairs.append((key, value))
        return c.dialect.object(pairs)

    def _page_info(self, place: Place, on_page: str) -> str:
        c, page, pairs = self.c, self.page, []
        size = c.bind(page.size, "int")
        more = c.dialect.boolean(f"count(*) > {size}")
        given = {name for name in ("after", "before") if self.given.get(name) is not None}
        values = {
            "hasNextPage": c.dialect.boolean("1 = 1" if "before" in given else "1 = 0")
            if page.back
            else more,
            "hasPreviousPage": more
            if page.back
            else c.dialect.boolean("1 = 1" if "after" in given else "1 = 0"),
            "startCursor": self._end("min" if not page.back else "max", on_page),
            "endCursor": self._end("max" if not page.back else "min", on_page),
            "__typename": "'PageInfo'",
        }
        on: Any = get_named_type(place.field.type)
        for key, nodes in c.fields(on, place).items():
            pairs.append((key, values[nodes[0].name.value]))
        return c.dialect.object(pairs)

    def _end(self, extreme: str, on_page: str) -> str:
        place = cursor(self.c, self.entity, self.row, self.page.keys)
        padded = f"{self.c.dialect.padded(f'{self.row}.nth')} || {place}"
        return f"substr({extreme}({padded}) FILTER (WHERE {on_page}), 10)"

    def _rows(self, paged: bool) -> str:
        """The rows of the page as a table; numbered, and one more of them, where it matters."""
        c, page, row = self.c, self.page, self.c.new_row()
        conditions = self._conditions(row)
        for leaf, is_before, where in page.cursors:
            conditions.append(beyond(c, self.entity, row, page.keys, leaf, where, back=is_before))
        keys = backward(page.keys) if page.back else page.keys
        sql = self._select(row, conditions, keys, c.bind(page.size, "int") + " + 1" * paged)
        if paged or page.back:
            sql = f"SELECT p.*, row_number() OVER () AS nth FROM ({sql}) p"
        if page.back:
            sql = f"SELECT q.* FROM ({sql}) q ORDER BY q.nth DESC"
        return f"({sql})"

    def _select(self, row: str, conditions: list[str], keys: list[Key], size: str) -> str:
        order = order_by(self.c, self.entity, row, keys)
        return (
            f'SELECT {row}.* FROM "{self.entity.model._meta.db_table}" {row}'
            f" WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT {size}"
        )

    def _conditions(self, row: str) -> list[str]:
        c = self.c
        conditions = [*self.tie(row), c.scope(self.entity, row)]
        filtering = Filtering(c, self.entity.model, row)
        for name, tree in self.given.items():
            argument, where = self.place.field.args[name], ".".join((*self.place.path, name))
            definition = argument.extensions["strawberry-definition"]
            if name == "filter" and tree:
                conditions.append(filtering.all_of(filter_type(argument), tree, where))
            elif FILTER in definition.metadata and tree is not None:
                conditions.append(filtering.holds(definition.metadata[FILTER], tree, where))
        return conditions

    def _count(self) -> str:
        row = self.c.new_row()
        conditions = " AND ".join(self._conditions(row))
        return (
            f'(SELECT count(*) FROM "{self.entity.model._meta.db_table}" {row} WHERE {conditions})'
        )


def enter(c: Compiler, size: Binder) -> tuple[Binder, ...]:
    """Enter a list: what is inside is there as often as the list is long. Answers what was around."""
    outer = c.around
    c.around = (*outer, size)
    c.sizes.append(c.around)
    return outer
