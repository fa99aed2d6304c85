"""How much a user is responsible for, by kind of record and by role, as SQL of a JSON array."""

from collections.abc import Iterator
from dataclasses import replace

from orm.record import RecordKind, ResponsibilityRole
from reader.compiler import Compiler
from reader.entity import ENTITIES, Entity
from reader.place import Place
from reader.responsibilities import WriteObject


def write_counts(c: Compiler, place: Place, write: WriteObject) -> str:
    """One object for each kind and role in which the user has something that one may read."""
    by_kind = {entity.kind: entity for entity in ENTITIES.records()}
    entities = [by_kind[kind] for kind in RecordKind if kind in by_kind]
    selects = [select for entity in entities for select in _of(c, entity, place.row)]
    numbered = " UNION ALL ".join(f"SELECT {n} AS nth, {it}" for n, it in enumerate(selects))
    row = c.new_row()
    found = f"SELECT u.* FROM ({numbered}) u WHERE u.count > 0 ORDER BY u.nth"
    value = write(c, replace(place, entity=None, row=row))
    return f"(SELECT {c.dialect.array(value)} FROM ({found}) {row})"


def _of(c: Compiler, entity: Entity, user: str) -> Iterator[str]:
    """The count of each role on a kind of record, of which the same record has several."""
    row, table = c.new_row(), entity.model._meta.db_table
    ties = {role: f"{row}.{column} = {user}.id" for role, column in entity.roles.items()}
    for role, through in entity.holders.items():
        rows = f'"{through.model._meta.db_table}" x WHERE x.{through.theirs} = {user}.id'
        ties[role] = f"{row}.id IN (SELECT x.{through.mine} FROM {rows})"
    values = f"x.user_id = {user}.id AND x.record_kind = '{entity.kind}'"
    ties[ResponsibilityRole.CUSTOM_FIELD] = (
        f'{row}.id IN (SELECT x.record_id FROM "custom_field_value" x WHERE {values})'
    )
    for role, tie in ties.items():
        count = f'SELECT count(*) FROM "{table}" {row} WHERE {c.scope(entity, row)} AND {tie}'
        yield f"'{entity.kind}' AS kind, '{role}' AS role, ({count}) AS count"
