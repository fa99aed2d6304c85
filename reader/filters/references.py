"""Comparisons with rows that a row names; what the viewer may not read is as if not named."""

from dataclasses import dataclass
from typing import Any

from tortoise.indexes import Index
from tortoise.models import Model

from reader.compile.arguments import Leaf
from reader.compile.binding import Binder, ids_of
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES, Entity
from reader.compile.relations import in_table
from reader.compile.rules import one_by_one
from reader.compile.terms import nesting
from reader.cost import CONDITIONS
from reader.filters.comparison import Comparison, Emptiness, FilteredRow


@dataclass(frozen=True)
class Names(Comparison[Leaf]):
    """A foreign key that is one of the given ids, of rows of an entity that the viewer may read."""

    column: str
    entity: str

    def narrows(self, model: type[Model]) -> bool:
        """Whether it leaves few rows of an account, which an index finds."""
        indexes = (index for index in model._meta.indexes if isinstance(index, Index))
        return any(index.fields[0] == self.column for index in indexes)

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        column = column_of(on.c, on.model, on.row, self.column)
        return names(on.c, column, ENTITIES[self.entity], value, where)

    def write_empty(self, on: FilteredRow, *, yes: bool) -> str:
        """That there is nothing to compare, or something."""
        return NamesAny({self.entity: self.column}).names_any(on, yes=not yes)


@dataclass(frozen=True)
class NamesAny(Comparison[Leaf]):
    """Whether one of some foreign keys, by their entity, names a row that the viewer may read."""

    keys: dict[str, str]

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        return self.names_any(on, yes=bool(value.now))

    def conditions(self, value: Leaf | Emptiness) -> int:
        """How many conditions it counts for, since it looks into another table."""
        return CONDITIONS

    def names_any(self, on: FilteredRow, *, yes: bool) -> str:
        """That one of the keys names anything, or none does."""
        conditions = []
        for name, key in self.keys.items():
            column = on.c.column(on.model, on.row, key)
            conditions.append(readable(on.c, column, ENTITIES[name]) or f"{column} IS NOT NULL")
        deepest_first = sorted(conditions, key=nesting, reverse=True)
        return f"({' OR '.join(deepest_first)}) IS {'TRUE' if yes else 'NOT TRUE'}"


@dataclass(frozen=True)
class NamesThrough(Comparison[Leaf]):
    """That a table names one of the given ids for a row, of an entity that the viewer may read.

    mine, theirs: its columns for the row, and for the ids.
    """

    model: type[Model]
    mine: str
    theirs: str
    entity: str

    def write(self, on: FilteredRow, value: Leaf, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        c, row, table = on.c, on.row, self.model._meta.db_table
        entity = ENTITIES[self.entity]
        if not on.each:
            named = names(c, f"x.{self.theirs}", entity, value, where)
            return in_table(row, table, self.mine, named, each=False)
        # Both ends are rows that the viewer sees, so no other row between two is looked at.
        given = c.all_named(entity.access, c.bind(ids_of(value, entity.name, where)))
        ends = f"x.{self.mine} = {row}.id AND x.{self.theirs} = v.id"
        return one_by_one(f"SELECT 1 FROM {c.dialect.looked_up(given, table, 'x', ends)}")

    def write_empty(self, on: FilteredRow, *, yes: bool) -> str:
        """That there is nothing to compare, or something."""
        column = f"x.{self.theirs}"
        named = readable(on.c, column, ENTITIES[self.entity]) or f"{column} IS NOT NULL"
        some = in_table(on.row, self.model._meta.db_table, self.mine, named, each=True)
        return f"NOT {some}" if yes else some

    def conditions(self, value: Leaf | Emptiness) -> int:
        """How many conditions it counts for, since it looks into another table."""
        return CONDITIONS


def among(c: Compiler, column: str, binder: Binder, kind: str) -> str:
    """That a column is one of some bound values."""
    return f"{column} IN ({c.dialect.elements(c.bind(binder), kind)})"


def readable(c: Compiler, column: str, entity: Entity) -> str | None:
    """That a key names a row that the viewer may read; None where it cannot but do so."""
    if c.sees_all(entity.access):
        return None
    return f"{column} IN ({c.readable_ids(entity.access)})"


def names(c: Compiler, column: str, entity: Entity, value: Leaf, where: str) -> str:
    """That a key names one of the given rows, of those that the viewer may read."""
    given = c.bind(ids_of(value, entity.name, where))
    return f"{column} IN ({c.all_named(entity.access, given)})"


def column_of(c: Compiler, model: type[Model], row: str, name: str) -> str:
    """A column of a row, or of another row that it names: null where that is not readable."""
    relation, _, rest = name.partition("__")
    key: Any = model._meta.fields_map[relation]
    others = [entity for entity in ENTITIES if rest and entity.model is key.related_model]
    column = c.column(model, row, name)
    seen = readable(c, f"{row}.{key.source_field}", others[0]) if others else None
    return f"CASE WHEN {seen} THEN {column} END" if seen else column
