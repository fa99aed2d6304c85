"""A row by its id, as the object of the fields asked for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES, Entity
from reader.compile.fields import write_fields
from reader.compile.place import Place

#: What a row counts for each kind that it may be of.
OF_A_KIND = 15
#: Writes the row of an entity with an id.
Write = Callable[[Compiler, Place, Entity, str], str]


def write_row(c: Compiler, place: Place, entity: Entity, id_: str) -> str:
    """The row of an entity with an id, or null where the viewer may not read it."""
    row = c.new_row()
    return _selected(c, place, entity, row, c.is_row(entity.access, row, id_))


def write_named_row(c: Compiler, place: Place, entity: Entity, id_: str) -> str:
    """The row of an entity with an id that a client names, or null where it is not for them."""
    row = c.new_row()
    return _selected(c, place, entity, row, f"{row}.id = {c.own(entity.access, id_)}")


def _selected(c: Compiler, place: Place, entity: Entity, row: str, where: str) -> str:
    on: Any = c.schema.get_type(entity.name)
    value = write_fields(c, replace(place, entity=entity, row=row), on)
    return f'(SELECT {value} FROM "{entity.model._meta.db_table}" {row} WHERE {where})'


def write_one_of(c: Compiler, place: Place, keys: dict[str, str]) -> str:
    """The row that whichever key is set names, or null."""
    rows = {
        f"{place.row}.{key}": write_row(c, place, ENTITIES[name], f"{place.row}.{key}")
        for name, key in keys.items()
    }
    branches = [f"WHEN {key} IS NOT NULL THEN {value}" for key, value in rows.items()]
    return f"CASE {' '.join(branches)} END"


def write_any(
    c: Compiler,
    place: Place,
    kinds: dict[str, Entity],
    kind: str,
    id_: str,
    write: Write = write_row,
) -> str:
    """The row of whichever entity a kind names, or null."""
    # What is inside is written for each kind: it is felt by whoever writes the statement.
    c.count(OF_A_KIND * len(kinds))
    branches = []
    with c.cost.either() as case:
        for name, entity in kinds.items():
            case()
            branches.append(f"WHEN '{name}' THEN {write(c, place, entity, id_)}")
    return f"CASE {kind} {' '.join(branches)} END"
