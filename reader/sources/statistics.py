"""Figures over rows of a range of dates, in all and for each user, out of one look at the rows."""

from collections.abc import Callable
from dataclasses import dataclass

from reader.compile.arguments import Leaf
from reader.compile.binding import Binder, day_of, id_of, ids_of
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES
from reader.compile.place import Place
from reader.compile.source import Source
from reader.filters.comparisons import InSegment
from reader.filters.conditions import Filtering
from reader.sources.figures import Level
from reader.sources.many import check_available
from reader.sources.statistics_rows import StatisticsRows


@dataclass(frozen=True)
class Statistics(Source):
    """Figures over rows of an entity, of which a moment is in a range; by: whose they are."""

    entity: str
    moment: str
    by: str

    def check(self, c: Compiler, place: Place) -> None:
        """See that the entity is available to the viewer. Raises FeatureNotAvailable."""
        check_available(c, place, ENTITIES[self.entity])

    def write(self, c: Compiler, place: Place) -> str:
        """The figures, as SQL of one JSON value."""
        rows = StatisticsRows(c, ENTITIES[self.entity])
        conditions = _conditions(rows, self, place)
        c.cost.walk(whole=True)
        # Counting makes one row of however many there are, whatever is asked for.
        value = f"CASE WHEN count(*) >= 0 THEN {Level(rows, grouped=False).object(place)} END"
        looked_up = ", ".join([f"{rows.row}.{self.by} AS by_id", *rows.selected()])
        found = c.rows(rows.entity.access, rows.row, conditions, looked_up)
        tables = {rows.looked: f"SELECT {looked_up} FROM {found}", **rows.ranks}
        written = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in tables.items())
        return f"(WITH {written} SELECT {value} FROM {rows.looked})"


def _conditions(rows: StatisticsRows, it: Statistics, place: Place) -> list[str]:
    c, row, given = rows.c, rows.row, rows.c.arguments(place)

    def bound(name: str, bind: Callable[[Leaf, str], Binder], kind: str) -> str:
        return c.bind(bind(given[name], ".".join((*place.path, name))), kind)

    moment, dialect = f"{row}.{it.moment}", c.dialect
    first = bound("from", lambda leaf, at: day_of(leaf, dialect.name, last=False), "timestamp")
    last = bound("to", lambda leaf, at: day_of(leaf, dialect.name, last=True), "timestamp")
    found = [f"{moment} >= {first}", f"{moment} <= {last}"]
    if given.get("users") is not None:
        users = bound("users", lambda leaf, at: ids_of(leaf, "User", at), "text")
        found.append(f"{row}.{it.by} IN ({c.all_named(ENTITIES['User'].access, users)})")
    if given.get("inbox") is not None:
        inbox = bound("inbox", lambda leaf, at: id_of(leaf, "Inbox", at), "int")
        found.append(f"{row}.inbox_id = {c.named(ENTITIES['Inbox'].access, inbox)}")
    if given.get("segment") is not None:
        filtering, at = Filtering(c, rows.entity.model, row), (*place.path, "segment")
        found.append(filtering.holds(InSegment(strictly=True), given["segment"], ".".join(at)))
    return found
