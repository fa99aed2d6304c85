"""A list in pages as SQL: the rows of a page, its cursors, and the count when it is asked for."""

from dataclasses import replace

from graphql import GraphQLObjectType

from reader.compile.compiler import Compiler
from reader.compile.entity import Entity
from reader.compile.list_rows import ListRows
from reader.compile.ordering import backward, beyond, cursor
from reader.compile.page import page_of
from reader.compile.place import Place
from reader.compile.relations import Link, nothing
from reader.sources.breakdown import WriteFields, by_responsible
from reader.unpaged import unpaged


class List:
    """One list of the operation."""

    def __init__(
        self,
        c: Compiler,
        place: Place,
        entity: Entity,
        link: Link,
        write: WriteFields,
        *,
        on: GraphQLObjectType | None = None,
        only: Link = nothing,
        comes_with: bool = False,
    ) -> None:
        """on: the type of its objects, where the field allows for several. only: a condition.

        comes_with: whether who may read the row that it is tied to may read all of its rows.
        """
        self.c, self.place, self.entity, self.link = c, place, entity, link
        self._write_fields, self._on = write, on
        self._list = ListRows(c, place, entity, link, only, comes_with=comes_with)
        self.given = c.arguments(place)
        self.page = page_of(entity, self.given, place.path)
        self.row = c.new_row()
        self._enclosing = c.cost.enclosing
        if self.given.get("filter") or len(self.given.get("orderBy") or ()) > 1:
            # Who looks for what is rare walks past all the rest; no index has an order of several.
            c.cost.walk(whole=not link(self.row))
        #: Whether the page is numbered, with one row more than is shown.
        self._paged = False
        #: Whether anything is made of the rows of the page.
        self._aggregates = False

    def object(self) -> str:
        """The connection object, as SQL."""
        with self.c.cost.of_each(self.page.size):
            answer = self._answer()
        if not self._aggregates:  # there would be an answer for each row of the page
            return answer
        return f"(SELECT {answer} FROM {self._rows(answer)} {self.row})"

    def _answer(self) -> str:
        on = self.place.object_type
        fields = self.c.fields(on, self.place)
        self._paged = any(nodes[0].name.value == "pageInfo" for nodes in fields.values())
        pairs = []
        for key, nodes in fields.items():
            name = nodes[0].name.value
            field = on.fields.get(name)
            inner = Place(on, field, nodes, (*self.place.path, key), self.entity, self.row)
            pairs.append((key, self._field(name, inner)))
        return self.c.dialect.object(pairs)

    def plain(self) -> str:
        """The list as an array, without pages."""
        with unpaged(self.c) as length:
            element = self._write(replace(self.place, entity=self.entity, row=self.row))
        size = str(length.limit)
        sql = self._list.select(self.row, element, nothing, self.page.keys, size)
        return f"(SELECT {length.array(self.c, element)} FROM ({sql}) {self.row})"

    def _field(self, name: str, place: Place) -> str:
        c = self.c
        c.count()
        if name == "__typename":
            return f"'{place.parent.name}'"
        if name == "pageInfo":
            return self._page_info(place)
        if name in ("totalCount", "byResponsible"):
            # Whatever the page is, all that is listed is walked.
            with c.cost.inside(self._enclosing):
                c.cost.walk(whole=not self.link(self.row))
                if name == "totalCount":
                    return self._count()
                return by_responsible(c, place, self.entity, self._list.whole, self._write_fields)
        self._aggregates = True
        element = self._write(place) if name == "nodes" else self._edge(place)
        return c.dialect.array(element, self._on_page() if self._paged else None)

    def _edge(self, place: Place) -> str:
        c, pairs = self.c, []
        on = place.object_type
        for key, nodes in c.fields(on, place).items():
            name = nodes[0].name.value
            if name == "__typename":
                value = f"'{on.name}'"
            elif name == "cursor":
                value = cursor(c, self.entity, self.row, self.page.keys)
            else:
                inner = Place(on, on.fields[name], nodes, (*place.path, key), self.entity, self.row)
                value = self._write(inner)
            pairs.append((key, value))
        return c.dialect.object(pairs)

    def _page_info(self, place: Place) -> str:
        on = place.object_type
        fields = self.c.fields(on, place)
        return self.c.dialect.object(
            [(key, self._of_page(nodes[0].name.value)) for key, nodes in fields.items()]
        )

    def _of_page(self, name: str) -> str:
        dialect, back = self.c.dialect, self.page.back
        if name == "__typename":
            return "'PageInfo'"
        if name == ("hasNextPage" if back else "hasPreviousPage"):
            given = self.given.get("before" if back else "after") is not None
            return dialect.boolean("1 = 1" if given else "1 = 0")
        self._aggregates = True
        if name in ("hasNextPage", "hasPreviousPage"):
            return dialect.boolean(f"count(*) > {self.c.bind(self.page.size, 'int')}")
        extreme = "max" if (name == "startCursor") is back else "min"
        place = cursor(self.c, self.entity, self.row, self.page.keys)
        padded = f"{dialect.padded(f'{self.row}.nth')} || {place}"
        return f"substr({extreme}({padded}) FILTER (WHERE {self._on_page()}), 10)"

    def _on_page(self) -> str:
        return f"{self.row}.nth <= {self.c.bind(self.page.size, 'int')}"

    def _rows(self, used: str) -> str:
        """The rows of the page as a table; numbered, and one more of them, where it matters."""
        c, page, paged = self.c, self.page, self._paged
        keys = backward(page.keys) if page.back else page.keys
        size = c.bind(page.size, "int") + " + 1" * paged
        sql = self._list.select(self.row, used, self._seek, keys, size)
        if paged or page.back:
            sql = f"SELECT p.*, row_number() OVER () AS nth FROM ({sql}) p"
        if page.back:
            sql = f"SELECT q.* FROM ({sql}) q ORDER BY q.nth DESC"
        return f"({sql})"

    def _seek(self, row: str) -> list[str]:
        """That a row lies between the cursors."""
        c, entity, keys = self.c, self.entity, self.page.keys
        return [
            beyond(c, entity, row, keys, leaf, where, back=is_before)
            for leaf, is_before, where in self.page.cursors
        ]

    def _write(self, place: Place) -> str:
        """The object of a row of the list."""
        named = place.object_type
        return self._write_fields(self.c, place, self._on or named)

    def _count(self) -> str:
        return f"(SELECT count(*) FROM {self._list.whole(self.c.new_row())})"
