"""Who is responsible for a record, in which role and since when, as SQL of a JSON array."""

from dataclasses import dataclass, replace

from orm.record import ResponsibilityRole, Through
from reader.compile.compiler import Compiler
from reader.compile.entity import Entity
from reader.compile.fields import write_object
from reader.compile.place import Place
from reader.compile.source import Source
from reader.sources.assigned_rows import roles_of
from reader.unpaged import unpaged

NO_FIELD = "CAST(NULL AS bigint) AS definition_id"


@dataclass(frozen=True)
class Responsibilities(Source):
    """One object for each role that somebody has on the row.

    It has role, user_id, since, and definition_id for a custom field.
    """

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        # Those of columns come first, then those of tables, then those of custom fields.
        entity, of = place.entity, place.row
        assert entity
        roles, holders, counting = entity.roles, entity.holders, list(roles_of(c, entity))
        selects = [
            *(_of_column(entity, role, roles[role], of) for role in counting if role in roles),
            *(_of_table(entity, role, holders[role], of) for role in counting if role in holders),
            _of_custom_fields(entity, of),
        ]
        row = c.new_row()
        numbered = " UNION ALL ".join(f"SELECT {n} AS nth, {it}" for n, it in enumerate(selects))
        with unpaged(c) as length:
            value = write_object(c, replace(place, entity=None, row=row))
        found = f"SELECT u.* FROM ({numbered}) u ORDER BY u.nth, u.place LIMIT {length.limit}"
        return f"(SELECT {length.array(c, value)} FROM ({found}) {row})"


def _of_column(entity: Entity, role: str, column: str, of: str) -> str:
    since = _since(entity, role, of)
    return (
        f"0 AS place, '{role}' AS role, {of}.{column} AS user_id, {since} AS since,"
        f" {NO_FIELD} WHERE {of}.{column} IS NOT NULL"
    )


def _of_table(entity: Entity, role: str, through: Through, of: str) -> str:
    since = _since(entity, role, of, f"x.{through.theirs}")
    return (
        f"x.id AS place, '{role}' AS role, x.{through.theirs} AS user_id, {since} AS since,"
        f' {NO_FIELD} FROM "{through.model._meta.db_table}" x WHERE x.{through.mine} = {of}.id'
    )


def _of_custom_fields(entity: Entity, of: str) -> str:
    return (
        f"x.definition_id AS place, '{ResponsibilityRole.CUSTOM_FIELD}' AS role, x.user_id,"
        ' x.set_at AS since, x.definition_id FROM "custom_field_value" x WHERE'
        f" x.record_kind = '{entity.kind}' AND x.record_id = {of}.id AND x.user_id IS NOT NULL"
    )


def _since(entity: Entity, role: str, of: str, to: str | None = None) -> str:
    """When the role last passed on, to somebody where several have it; else from the beginning."""
    passed = f" AND h.to_user_id = {to}" if to else ""
    return (
        f"coalesce((SELECT h.at FROM responsibility_change h WHERE h.record_kind = '{entity.kind}'"
        f" AND h.record_id = {of}.id AND h.role = '{role}'{passed} ORDER BY h.id DESC LIMIT 1),"
        f" {of}.created_at)"
    )
