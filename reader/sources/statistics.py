"""Figures over rows of a range of dates, in all and for each user, out of one look at the rows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from graphql import get_named_type

from reader.compile.arguments import Leaf
from reader.compile.binding import Binder, day_of, id_of, ids_of
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES, Entity
from reader.compile.place import Place
from reader.filters.comparisons import InSegment
from reader.filters.conditions import Filtering
from reader.sources import figures, source
from reader.unpaged import unpaged

#: Writes the row of an entity with an id: its place, the entity, the id.
WriteRow = Callable[[Compiler, Place, Entity, str], str]


class Statistics:
    """The figures of one root."""

    def __init__(self, c: Compiler, place: Place, it: figures.Statistics, write: WriteRow) -> None:
        self.c, self.it, self._write_row = c, it, write
        self.entity = ENTITIES[it.entity]
        self.row, self.looked = c.new_row(), c.new_row()
        self._conditions = self._all_that_is_asked(place)
        c.cost.walk(whole=True)
        #: What is looked up of each row, by what it is for.
        self._columns: dict[str, tuple[str, str]] = {}
        #: Further tables of the statement, with the percentiles that are asked for.
        self.ranks: dict[str, str] = {}

    def object(self, place: Place) -> str:
        """The figures, as SQL of one JSON value."""
        # Counting makes one row of however many there are, whatever is asked for.
        value = f"CASE WHEN count(*) >= 0 THEN {Level(self, grouped=False).object(place)} END"
        columns = [f"{sql} AS {name}" for name, sql in self._columns.values()]
        looked_up = ", ".join([f"{self.row}.{self.it.by} AS by_id", *columns])
        rows = self.c.rows(self.entity.access, self.row, self._conditions, looked_up)
        looked = f"SELECT {looked_up} FROM {rows}"
        tables = {self.looked: looked, **self.ranks}
        written = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in tables.items())
        return f"(WITH {written} SELECT {value} FROM {self.looked})"

    def looked_up(self, what: str, write: Callable[[], str]) -> str:
        """The name of what is looked up of each row; what is asked for twice is once."""
        if what not in self._columns:
            self._columns[what] = f"c{len(self._columns)}", write()
        return self._columns[what][0]

    def user(self, place: Place, id_: str) -> str:
        """The user whose figures they are."""
        return self._write_row(self.c, place, ENTITIES["User"], id_)

    def _all_that_is_asked(self, place: Place) -> list[str]:
        c, row, given = self.c, self.row, self.c.arguments(place)

        def bound(name: str, bind: Callable[[Leaf, str], Binder], kind: str) -> str:
            return c.bind(bind(given[name], ".".join((*place.path, name))), kind)

        moment, dialect = f"{row}.{self.it.moment}", c.dialect
        first = bound("from", lambda leaf, at: day_of(leaf, dialect.name, last=False), "timestamp")
        last = bound("to", lambda leaf, at: day_of(leaf, dialect.name, last=True), "timestamp")
        found = [f"{moment} >= {first}", f"{moment} <= {last}"]
        if given.get("users") is not None:
            users = bound("users", lambda leaf, at: ids_of(leaf, "User", at), "text")
            found.append(f"{row}.{self.it.by} IN ({c.all_named(ENTITIES['User'].access, users)})")
        if given.get("inbox") is not None:
            inbox = bound("inbox", lambda leaf, at: id_of(leaf, "Inbox", at), "int")
            found.append(f"{row}.inbox_id = {c.named(ENTITIES['Inbox'].access, inbox)}")
        if given.get("segment") is not None:
            filtering, at = Filtering(c, self.entity.model, row), (*place.path, "segment")
            found.append(filtering.holds(InSegment(strictly=True), given["segment"], ".".join(at)))
        return found


class Level:
    """The figures of all rows together, or of the rows of each user."""

    def __init__(self, of: Statistics, *, grouped: bool) -> None:
        self.of, self.c, self.row, self._grouped = of, of.c, of.looked, grouped

    def object(self, place: Place) -> str:
        """The figures asked for, as SQL of one JSON value."""
        on: Any = get_named_type(place.field.type)
        pairs = []
        for key, nodes in self.c.fields(on, place).items():
            name = nodes[0].name.value
            self.c.count()
            if name == "__typename":
                pairs.append((key, f"'{on.name}'"))
            else:
                inner = Place(on, on.fields[name], nodes, (*place.path, key), None, self.row)
                pairs.append((key, self._figure(inner)))
        return self.c.dialect.object(pairs)

    def _figure(self, place: Place) -> str:
        it = place.definition.metadata[source.SOURCE]
        match it:
            case figures.Tally(where):
                return f"count(*) FILTER (WHERE {self._holds(where)})" if where else "count(*)"
            case figures.Average(name, where):
                return self._average(name, self._holds(where))
            case figures.Spread(since, until):
                return self._spread(place, since, until)
            case source.One():
                return self.of.user(place, f"{self.row}.by_id")
            case figures.ByUser():
                return self._by_user(place)
        raise TypeError(f"{place.parent.name}.{place.definition.name} comes from {it}")

    def _holds(self, where: Any) -> str:
        of, model = self.of, self.of.entity.model
        name = of.looked_up(f"where {where}", lambda: self.c.where(where, model, of.row))
        return f"{self.row}.{name}"

    def _average(self, name: str, holds: str) -> str:
        value = f"{self.row}.{self.of.looked_up(name, lambda: f'{self.of.row}.{name}')}"
        total, count = (f"{it} FILTER (WHERE {holds})" for it in (f"sum({value})", "count(*)"))
        # In whole hundredths, since the databases round what has a point in ways of their own.
        return f"round((200 * {total} + {count}) / (2 * nullif({count}, 0)) / 100.0, 2)"

    def _spread(self, place: Place, since: str, until: str) -> str:
        of, dialect = self.of, self.c.dialect
        seconds = (dialect.seconds(f"{of.row}.{name}") for name in (until, since))
        name = of.looked_up(f"{since} {until}", lambda: " - ".join(seconds))
        table, row = of.c.new_row(), of.c.new_row()
        on: Any = get_named_type(place.field.type)
        pairs, percents = [], set()
        for key, nodes in self.c.fields(on, place).items():
            self.c.count()
            asked = nodes[0].name.value
            if asked == "__typename":
                pairs.append((key, f"'{on.name}'"))
                continue
            definition = on.fields[asked].extensions["strawberry-definition"]
            percent = definition.metadata[source.SOURCE].percent
            percents.add(percent)
            pairs.append((key, f"max({row}.p{percent})"))
        of.ranks[table] = self._percentiles(name, sorted(percents))
        mine = f" WHERE {dialect.same(f'{row}.by_id', f'{self.row}.by_id')}" * self._grouped
        return f"(SELECT {dialect.object(pairs)} FROM {table} {row}{mine})"

    def _percentiles(self, name: str, percents: list[int]) -> str:
        """The smallest values that so many in a hundred do not exceed, each in a column."""
        with self.c.cost.inside(()):
            self.c.cost.walk(whole=True)
        over, by = ("PARTITION BY by_id ", " GROUP BY by_id") if self._grouped else ("", "")
        ranked = (
            f"SELECT by_id, {name} AS v, row_number() OVER ({over}ORDER BY {name}) AS nth,"
            f" count(*) OVER ({over}) AS n FROM {self.of.looked} WHERE {name} IS NOT NULL"
        )
        columns = ["by_id"] if self._grouped else ["1 AS one"]
        for percent in percents:
            rank = f"({percent} * n + 99) / 100"
            columns.append(f"max(v) FILTER (WHERE nth = {rank}) AS p{percent}")
        return f"SELECT {', '.join(columns)} FROM ({ranked}) r{by}"

    def _by_user(self, place: Place) -> str:
        level, row = Level(self.of, grouped=True), self.c.new_row()
        with unpaged(self.c, cut=None) as length:
            value = level.object(replace(place, entity=None, row=level.row))
        by = f"{level.row}.by_id"
        groups = f"SELECT {value} AS figures FROM {level.row} GROUP BY {by}"
        ordered = f"{groups} ORDER BY {by} NULLS LAST LIMIT {length.limit}"
        figures = self.c.dialect.json(f"{row}.figures")
        return f"(SELECT {length.array(self.c, figures)} FROM ({ordered}) {row})"
