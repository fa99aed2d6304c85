"""Comparisons with columns of the row, and with the segments that it is in."""

from dataclasses import dataclass

from tortoise.models import Model

from orm.values.global_id import local_id
from reader.compile.arguments import Leaf, Leaves
from reader.compile.binding import bound_of, now_as_stored, text_of, values_of
from reader.compile.compiler import Compiler
from reader.filters.comparison import Comparison, Emptiness, FilteredRow, joined
from reader.filters.references import among, column_of

#: How many conditions a segment counts for, since few have more rules.
USUAL_RULES = 10


@dataclass(frozen=True)
class Among(Comparison[Leaf]):
    """A column that is one of the given values."""

    column: str

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        column = column_of(on.c, on.model, on.row, self.column)
        return among(on.c, column, values_of(value, where), "text")

    def write_empty(self, on: FilteredRow, *, yes: bool) -> str:
        """That there is nothing to compare, or something."""
        null = "NULL" if yes else "NOT NULL"
        return f"{column_of(on.c, on.model, on.row, self.column)} IS {null}"


@dataclass(frozen=True)
class Between(Comparison[Leaves]):
    """A column within bounds: min and max of a number, or from and to of a date or a moment.

    kind: hundredths, millionths, int, date or timestamp.
    """

    column: str
    kind: str

    def write(self, on: FilteredRow, value: Leaves, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        c, stored = on.c, self.kind if self.kind in ("date", "timestamp") else "int"
        column = column_of(c, on.model, on.row, self.column)
        conditions = []
        for bounds, than in ((("min", "from"), ">="), (("max", "to"), "<=")):
            for name in bounds:
                if leaf := value.get(name):
                    binder = bound_of(leaf, self.kind, c.dialect.name, f"{where}.{name}")
                    conditions.append(f"{column} {than} {c.bind(binder, stored)}")
        return joined(conditions, "and")

    def write_empty(self, on: FilteredRow, *, yes: bool) -> str:
        """That there is nothing to compare, or something."""
        null = "NULL" if yes else "NOT NULL"
        return f"{column_of(on.c, on.model, on.row, self.column)} IS {null}"


@dataclass(frozen=True)
class Contains(Comparison[Leaf]):
    """A folded column that contains the given text, whatever the case."""

    column: str

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        column = column_of(on.c, on.model, on.row, self.column)
        return f"{on.c.dialect.find}({column}, {on.c.bind(text_of(value, where))}) > 0"


@dataclass(frozen=True)
class IsNull(Comparison[Leaf]):
    """Whether a column is null; it is when the given value is this."""

    column: str
    when: bool

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        is_null = bool(value.now) is self.when
        column = column_of(on.c, on.model, on.row, self.column)
        return f"{column} IS {'NULL' if is_null else 'NOT NULL'}"


@dataclass(frozen=True)
class Waits(Comparison[Leaf]):
    """Whether a row still waits: one column is null, and the moment in the other is not to come."""

    column: str
    until: str

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        holds = waiting(on.c, on.model, on.row, self)
        return holds if value.now else f"({holds}) IS NOT TRUE"


@dataclass(frozen=True)
class Is(Comparison[Leaf]):
    """A flag that is as given; one that is null is neither."""

    column: str

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        return f"{on.row}.{self.column} IS {'TRUE' if value.now else 'FALSE'}"


@dataclass(frozen=True)
class Shares(Comparison[Leaf]):
    """A list that has one of the given values."""

    column: str

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        chosen = on.c.dialect.chosen(f"{on.row}.{self.column}")
        given = among(on.c, "value", values_of(value, where), "text")
        return f"EXISTS ({chosen} WHERE {given})"


@dataclass(frozen=True)
class InSegment(Comparison[Leaf]):
    """Whether the row is in the segment that is given; strictly, none of another kind may be."""

    strictly: bool = False

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        id_ = local_id(value.now, ("Segment",), where)[1]
        return on.segment(id_, where if self.strictly else None)

    def conditions(self, value: Leaf | Emptiness) -> int:
        """How many conditions it counts for, whatever is in it."""
        return USUAL_RULES


def waiting(c: Compiler, model: type[Model], row: str, it: Waits) -> str:
    """That a row waits at the moment at which the statement runs."""
    done, until = c.column(model, row, it.column), c.column(model, row, it.until)
    now = c.bind(now_as_stored(c.dialect.name), "timestamp")
    return f"{done} IS NULL AND ({until} IS NULL OR {until} <= {now})"
