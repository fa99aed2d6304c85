"""The figures of statistics: in all, or for each user."""

from dataclasses import dataclass, replace

from tortoise.expressions import Q

from reader.compile.entity import ENTITIES
from reader.compile.place import Place
from reader.compile.rows import write_row
from reader.compile.source import Source, source_of
from reader.sources.statistics_rows import StatisticsRows
from reader.unpaged import unpaged


class Level:
    """The figures of all rows together, or of the rows of each user."""

    def __init__(self, rows: StatisticsRows, *, grouped: bool) -> None:
        self.rows, self.c, self.row, self.grouped = rows, rows.c, rows.looked, grouped

    def object(self, place: Place) -> str:
        """The figures asked for, as SQL of one JSON value."""
        on = place.object_type
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
        source = source_of(place)
        assert isinstance(source, Figure)
        return source.figure(self, place)

    def holds(self, where: Q) -> str:
        """That a condition holds for a row."""
        of, model = self.rows, self.rows.entity.model
        name = of.looked_up(f"where {where}", lambda: self.c.where(where, model, of.row))
        return f"{self.row}.{name}"


class Figure(Source):
    """One of the figures of statistics."""

    def figure(self, level: Level, place: Place) -> str:
        """The figure, as SQL of one JSON value."""
        raise NotImplementedError


@dataclass(frozen=True)
class Tally(Figure):
    """How many rows there are, or for how many a condition holds."""

    where: Q | None = None

    def figure(self, level: Level, place: Place) -> str:
        """The figure, as SQL of one JSON value."""
        if self.where is None:
            return "count(*)"
        return f"count(*) FILTER (WHERE {level.holds(self.where)})"


@dataclass(frozen=True)
class Average(Figure):
    """The mean of a column, to two decimals, where a condition holds."""

    name: str
    where: Q

    def figure(self, level: Level, place: Place) -> str:
        """The figure, as SQL of one JSON value."""
        rows, holds = level.rows, level.holds(self.where)
        value = f"{level.row}.{rows.looked_up(self.name, lambda: f'{rows.row}.{self.name}')}"
        total, count = (f"{it} FILTER (WHERE {holds})" for it in (f"sum({value})", "count(*)"))
        # In whole hundredths, since the databases round what has a point in ways of their own.
        return f"round((200 * {total} + {count}) / (2 * nullif({count}, 0)) / 100.0, 2)"


@dataclass(frozen=True)
class Percentile(Source):
    """Of a spread: the smallest value that so many in a hundred do not exceed."""

    percent: int


@dataclass(frozen=True)
class Spread(Figure):
    """How many whole seconds there are between two moments, where both are known."""

    since: str
    until: str

    def figure(self, level: Level, place: Place) -> str:
        """The figure, as SQL of one JSON value."""
        rows, c, dialect = level.rows, level.c, level.c.dialect
        seconds = (dialect.seconds(f"{rows.row}.{name}") for name in (self.until, self.since))
        name = rows.looked_up(f"{self.since} {self.until}", lambda: " - ".join(seconds))
        table, row = c.new_row(), c.new_row()
        on = place.object_type
        pairs, percents = [], set()
        for key, nodes in c.fields(on, place).items():
            c.count()
            if (asked := nodes[0].name.value) == "__typename":
                pairs.append((key, f"'{on.name}'"))
                continue
            source = source_of(replace(place, field=on.fields[asked]))
            assert isinstance(source, Percentile)
            percents.add(source.percent)
            pairs.append((key, f"max({row}.p{source.percent})"))
        rows.ranks[table] = _percentiles(level, name, sorted(percents))
        mine = f" WHERE {dialect.same(f'{row}.by_id', f'{level.row}.by_id')}" * level.grouped
        return f"(SELECT {dialect.object(pairs)} FROM {table} {row}{mine})"


@dataclass(frozen=True)
class WhoseFigures(Figure):
    """The user whose figures they are."""

    def figure(self, level: Level, place: Place) -> str:
        """The figure, as SQL of one JSON value."""
        return write_row(level.c, place, ENTITIES["User"], f"{level.row}.by_id")


@dataclass(frozen=True)
class ByUser(Figure):
    """The same figures for the rows of each user, and for those of nobody."""

    def figure(self, level: Level, place: Place) -> str:
        """The figure, as SQL of one JSON value."""
        c, inner = level.c, Level(level.rows, grouped=True)
        row = c.new_row()
        with unpaged(c, cut=None) as length:
            value = inner.object(replace(place, entity=None, row=inner.row))
        by = f"{inner.row}.by_id"
        groups = f"SELECT {value} AS figures FROM {inner.row} GROUP BY {by}"
        ordered = f"{groups} ORDER BY {by} NULLS LAST LIMIT {length.limit}"
        figures = c.dialect.json(f"{row}.figures")
        return f"(SELECT {length.array(c, figures)} FROM ({ordered}) {row})"


def _percentiles(level: Level, name: str, percents: list[int]) -> str:
    """The smallest values that so many in a hundred do not exceed, each in a column."""
    with level.c.cost.inside(()):
        level.c.cost.walk(whole=True)
    over, by = ("PARTITION BY by_id ", " GROUP BY by_id") if level.grouped else ("", "")
    ranked = (
        f"SELECT by_id, {name} AS v, row_number() OVER ({over}ORDER BY {name}) AS nth,"
        f" count(*) OVER ({over}) AS n FROM {level.rows.looked} WHERE {name} IS NOT NULL"
    )
    columns = ["by_id"] if level.grouped else ["1 AS one"]
    for percent in percents:
        rank = f"({percent} * n + 99) / 100"
        columns.append(f"max(v) FILTER (WHERE nth = {rank}) AS p{percent}")
    return f"SELECT {', '.join(columns)} FROM ({ranked}) r{by}"
