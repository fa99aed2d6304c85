"""What is hidden from somebody in a world, and how it may be otherwise."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from tortoise import fields
from tortoise.models import Model

from orm.account import Account
from orm.user import User
from tests.reading.kinds import TYPES, WITHOUT_ID
from tests.reading.visible import Eyes
from tests.reading.world import World

#: Of these each row has its own, or its rows are what everybody's rights are made of.
KEPT = ("id", "version", "external_id", "number", "sequence", "label", "name", "company_count")
#: What a record that one sees says of one that is hidden is looked at, to see that it is.
STAY = ("user", "account", "custom_field_value")
NOT_CHANGED = ("user", "account", "team", "pipeline", "phase", "custom_field_definition", "segment")
#: What two rows have in common of which one may hold what the other holds.
LIKE = ("account_id", "definition_id", "kind")
#: In these, who is named is something that they say; in others it is whose row it is.
WITH_PEOPLE = ("company", "contact", "deal", "ticket", "note", "responsibility_change")
MODELS: list[Any] = [model for model in [*TYPES, *WITHOUT_ID] if model is not Account]


def hidden(world: World, user: Any) -> dict[str, set[int]]:
    """The ids of the rows that a user may not read, by table."""
    eyes = Eyes(world, user)
    return {
        model._meta.db_table: {
            row.id for row in world.all(model) if not eyes.reads(model.__name__, row)
        }
        for model in MODELS
    }


def of_account(world: World, account_id: int) -> dict[str, set[int]]:
    """The ids of the rows of an account, by table."""
    return {
        model._meta.db_table: {
            row.id for row in world.all(model) if getattr(row, "account_id", 0) == account_id
        }
        for model in MODELS
    }


def changeable() -> Iterator[tuple[str, list[str]]]:
    """The tables whose rows may hold something else, with the columns that say it."""
    for model in MODELS:
        table, columns = model._meta.db_table, list(_contents(model))
        if columns and table not in NOT_CHANGED:
            yield table, columns


def change(connection: sqlite3.Connection, rows: dict[str, set[int]]) -> None:
    """Let each row hold what the next one holds, of the same table."""
    for table, columns in changeable():
        ids = sorted(rows[table])
        names = ", ".join(f'"{name}"' for name in columns)
        before = {
            row[0]: row[1:] for row in connection.execute(f'SELECT id, {names} FROM "{table}"')
        }
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        for id_, other in zip(ids, [*ids[1:], *ids[:1]], strict=True):
            values = (*before[other], id_)
            connection.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', values)
    connection.commit()


def remove(connection: sqlite3.Connection, world: World, rows: dict[str, set[int]]) -> None:
    """Remove each row of some that nothing names which stays."""
    connection.execute("PRAGMA foreign_keys = OFF")
    for table, ids in removable(world, rows).items():
        connection.executemany(f'DELETE FROM "{table}" WHERE id = ?', [(id_,) for id_ in ids])
    connection.commit()


def removable(world: World, rows: dict[str, set[int]]) -> dict[str, set[int]]:
    """Those of some rows that nothing names which stays."""
    gone = {table: set(ids) for table, ids in rows.items() if table not in STAY}
    for model, column, target in _keys():
        table = model._meta.db_table
        for row in world.all(model):
            if row.id not in gone.get(table, set()):
                gone.get(target, set()).discard(getattr(row, column))
    return gone


def alike(
    world: World, user: Any, rows: dict[str, set[int]]
) -> Iterator[tuple[str, list[str], dict[int, int]]]:
    """Another world that may be: tables, columns, and from which row each row has these.

    Each row of some has what the first of them has that is of the same account, and of the same
    kind; so whoever counts those that hold something finds another number. Those that name the
    user stay as they are: where they are not shown, they are still reasons to show others.
    """
    contents = dict(changeable())
    for model in MODELS:
        table, first, source = model._meta.db_table, dict[Any, int](), dict[int, int]()
        if table not in contents:
            continue
        people = _people(model) if table in WITH_PEOPLE else []
        for row in sorted(world.all(model), key=lambda it: it.id):
            like = tuple(getattr(row, name, None) for name in LIKE)
            changes = row.id in rows[table] and user.id not in (getattr(row, it) for it in people)
            source[row.id] = first.setdefault(like, row.id) if changes else row.id
        yield table, contents[table] + people, source


def _contents(model: type[Model]) -> Iterator[str]:
    """The columns that say something of a row, and tie it to nothing."""
    for name, column in model._meta.fields_db_projection.items():
        field = model._meta.fields_map[name]
        if column not in KEPT and not getattr(field, "reference", None) and not _ties(name):
            yield column


def _ties(name: str) -> bool:
    return name.endswith("_id") or name in ("kind", "record_kind", "level", "type", "definition")


def _people(model: type[Model]) -> list[str]:
    """The columns that name a user."""
    keys: list[Any] = [model._meta.fields_map[name] for name in model._meta.fk_fields]
    return [key.source_field for key in keys if key.related_model is User]


def _keys() -> Iterator[tuple[Any, str, str]]:
    """The foreign keys: model, column, and the table that they lead to."""
    for model in MODELS:
        for name in model._meta.fk_fields:
            field: Any = model._meta.fields_map[name]
            assert isinstance(field, fields.relational.ForeignKeyFieldInstance)
            yield model, field.source_field or "", field.related_model._meta.db_table
