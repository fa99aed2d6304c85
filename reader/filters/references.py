"""Filters by rows that a row names: what the viewer may not read is as if it named nothing."""

from typing import Any

from tortoise.models import Model

from reader.compile.arguments import Leaf
from reader.compile.binding import Binder, ids_of
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES, Entity
from reader.compile.relations import in_table
from reader.compile.terms import nesting
from reader.filters.comparisons import Among, Between, Comparison, Names, NamesAny, NamesThrough


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


def names_any(c: Compiler, model: type[Model], row: str, it: NamesAny, *, yes: bool) -> str:
    """That one of some keys names anything, or none does."""
    conditions = []
    for name, key in it.keys.items():
        column = c.column(model, row, key)
        conditions.append(readable(c, column, ENTITIES[name]) or f"{column} IS NOT NULL")
    deepest_first = sorted(conditions, key=nesting, reverse=True)
    return f"({' OR '.join(deepest_first)}) IS {'TRUE' if yes else 'NOT TRUE'}"


def names_through(
    c: Compiler, row: str, it: NamesThrough, value: Leaf, where: str, *, each: bool
) -> str:
    """That a table names one of the given rows for a row; each: as relations.in_table."""
    table, entity = it.model._meta.db_table, ENTITIES[it.entity]
    if not each:
        named = names(c, f"x.{it.theirs}", entity, value, where)
        return in_table(row, table, it.mine, named, each=False)
    # Both ends are rows that the viewer sees, so no other row between two is looked at.
    asked = c.all_named(entity.access, c.bind(ids_of(value, entity.name, where)))
    ends = f"x.{it.mine} = {row}.id AND x.{it.theirs} = asked.id"
    return f'EXISTS (SELECT 1 FROM ({asked}) asked {c.dialect.join} "{table}" x ON {ends})'


def names_nothing(c: Compiler, row: str, it: NamesThrough, *, yes: bool) -> str:
    """That a table names nothing for a row, or something."""
    column = f"x.{it.theirs}"
    named = readable(c, column, ENTITIES[it.entity]) or f"{column} IS NOT NULL"
    some = in_table(row, it.model._meta.db_table, it.mine, named, each=True)
    return f"NOT {some}" if yes else some


def is_empty(c: Compiler, model: type[Model], row: str, it: Comparison, *, yes: bool) -> str:
    """That there is nothing to compare for a row, or something."""
    match it:
        case Names(column, entity):
            return names_any(c, model, row, NamesAny({entity: column}), yes=not yes)
        case NamesThrough():
            return names_nothing(c, row, it, yes=yes)
        case Among(column) | Between(column):
            return f"{column_of(c, model, row, column)} IS {'' if yes else 'NOT '}NULL"
    raise TypeError(it)


def column_of(c: Compiler, model: type[Model], row: str, name: str) -> str:
    """A column of a row, or of another row that it names: null where that is not readable."""
    relation, _, rest = name.partition("__")
    key: Any = model._meta.fields_map[relation]
    others = [entity for entity in ENTITIES if rest and entity.model is key.related_model]
    column = c.column(model, row, name)
    seen = readable(c, f"{row}.{key.source_field}", others[0]) if others else None
    return f"CASE WHEN {seen} THEN {column} END" if seen else column
