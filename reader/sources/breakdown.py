"""How many of a list each user is responsible for, and nobody."""

from collections.abc import Callable
from dataclasses import replace

from graphql import GraphQLObjectType

from reader.compile.compiler import Compiler
from reader.compile.entity import Entity
from reader.compile.place import Place
from reader.unpaged import unpaged

#: With a type, since PostgreSQL takes a bare NULL for a text.
NOBODY = "CAST(NULL AS bigint)"
WriteFields = Callable[[Compiler, Place, GraphQLObjectType], str]


def by_responsible(
    c: Compiler,
    place: Place,
    entity: Entity,
    rows: Callable[[str, str], str],
    write: WriteFields,
) -> str:
    """The counts of some rows, the largest first.

    Each row counts once, for its first responsible, so that they sum to the whole. rows: what
    follows FROM for an alias and the SQL that uses columns of it.
    """
    row, group = c.new_row(), c.new_row()
    user = _first_responsible(entity, row)
    counted = f"SELECT {user} AS user_id, count(*) AS count FROM {rows(row, user)} GROUP BY 1"
    named = place.object_type
    with unpaged(c, cut=None) as length:
        value = write(c, replace(place, entity=None, row=group), named)
    ordered = f"SELECT n.* FROM ({counted}) n ORDER BY n.count DESC, coalesce(n.user_id, 0)"
    longest = f"{ordered} LIMIT {length.limit}"
    return f"(SELECT {length.array(c, value)} FROM ({longest}) {group})"


def _first_responsible(entity: Entity, row: str) -> str:
    for through in entity.holders.values():
        table = through.model._meta.db_table
        holders = f'SELECT x.{through.theirs} FROM "{table}" x WHERE x.{through.mine} = {row}.id'
        return f"({holders} ORDER BY x.id LIMIT 1)"
    return f"{row}.{next(iter(entity.roles.values()))}" if entity.roles else NOBODY
