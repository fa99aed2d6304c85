"""A field as SQL, by where it comes from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from graphql import GraphQLObjectType, get_named_type, get_nullable_type, is_list_type

from reader.compile.compiler import Compiler
from reader.compile.connection import List
from reader.compile.entity import ENTITIES, Entity
from reader.compile.place import Place
from reader.compile.relations import comes_with, link_of
from reader.compile.values import permissions_of, row_column, write_value
from reader.filters.references import readable
from reader.filters.segments import sql as segments
from reader.sources import source
from reader.sources.assigned_rows import assigned_to
from reader.sources.assignments import write_responsibilities
from reader.sources.entitlements import write_modules
from reader.sources.workload import write_workload
from reader.unpaged import unpaged

#: Marks, which no text of a client is, that stand for what is null and named in the errors.
HIDDEN, UNAVAILABLE = "\x01hidden", "\x01unavailable"
#: What a row counts for each kind that it may be of.
OF_A_KIND = 15
#: Writes the row of an entity with an id.
Write = Callable[[Compiler, Place, Entity, str], str]


def write_object(c: Compiler, place: Place) -> str:
    """The object of the row that a place is of, with the fields asked for."""
    named: Any = get_named_type(place.field.type)
    return write_fields(c, place, named)


def write_fields(c: Compiler, place: Place, on: GraphQLObjectType) -> str:
    """The fields asked for on a type, as a JSON object."""
    pairs = []
    for key, nodes in c.fields(on, place).items():
        name = nodes[0].name.value
        if name == "__typename":
            pairs.append((key, f"'{on.name}'"))
            continue
        at = Place(on, on.fields[name], nodes, (*place.path, key), place.entity, place.row)
        pairs.append((key, write_field(c, at)))
    value = c.dialect.object(pairs)
    return c.flat(value, place.entity.model, place.row) if place.entity else value


def write_field(c: Compiler, place: Place) -> str:
    """A field, masked where its permission says so."""
    c.count()
    value = write_source(c, place, place.definition.metadata[source.SOURCE])
    for permission in permissions_of(place.definition):
        assert place.entity
        condition = c.allowed(permission, place.entity.model, place.row)
        if condition is not None:
            value, c.has_masked_fields = c.dialect.masked(condition, value, HIDDEN), True
    return value


def write_source(c: Compiler, place: Place, it: Any) -> str:
    """What a source stands for, as SQL of one JSON value."""
    entity, row = place.entity, place.row
    match it:
        case source.Column(name):
            column = name or place.definition.python_name.rstrip("_")
            return write_value(c, place, row_column(c, place, column))
        case source.Millionths(name):
            value = row_column(c, place, name)
            return f"CASE WHEN {value} IS NOT NULL THEN {c.dialect.millionths(value)} END"
        case source.Joined(names):
            return "trim(" + " || ' ' || ".join(row_column(c, place, name) for name in names) + ")"
        case source.Present(name):
            return c.dialect.boolean(f"{row_column(c, place, name)} IS NOT NULL")
        case source.KindOf() if entity:
            return f"'{entity.kind}'"
        case source.LabelOf() if entity and entity.label:
            return row_column(c, place, entity.label)
        case source.Modules():
            return write_modules(c, row_column(c, place, "plan"), row_column(c, place, "boosters"))
        case source.IsViewer():
            return c.dialect.boolean(f"{row}.id = {c.viewer_id()}")
        case source.Allowed(verb) if entity:
            permission = entity.access.permissions()[verb]
            return c.dialect.boolean(c.allowed(permission, entity.model, row) or "1 = 1")
        case source.Embedded():
            return write_embedded(c, place, it)
    return write_related(c, place, it)


def write_embedded(c: Compiler, place: Place, it: source.Embedded) -> str:
    """An object made of the same row, of which some columns may go by other names."""
    if it.columns:
        row = c.new_row()
        named = [f"{row_column(c, place, of)} AS {name}" for name, of in it.columns.items()]
        value = write_object(c, replace(place, entity=None, row=row))
        value = f"(SELECT {value} FROM (SELECT {', '.join(named)}) {row})"
    else:
        value = write_object(c, place)
    if it.null_with is None:
        return value
    return f"CASE WHEN {row_column(c, place, it.null_with)} IS NULL THEN NULL ELSE {value} END"


def write_related(c: Compiler, place: Place, it: Any) -> str:
    """Sources that lead to other rows."""
    match it:
        case source.One(key):
            return write_row(c, place, c.entity(place), row_column(c, place, key))
        case source.OneOf(keys):
            return write_one_of(c, place, keys)
        case source.SeveralOf():
            return write_several_of(c, place, it)
        case source.RecordOf(kind, id_):
            kinds = {str(entity.kind): entity for entity in ENTITIES.records()}
            return write_any(c, place, kinds, row_column(c, place, kind), row_column(c, place, id_))
        case source.Many():
            return write_many(c, place, it)
        case source.Held():
            entity = listed(place)
            tie = assigned_to(c, entity, place.row, c.arguments(place).get("role"))
            return List(c, place, entity, tie, write_fields).object()
        case source.Responsibilities():
            return write_responsibilities(c, place, write_object)
        case source.Overview():
            return write_workload(c, place, write_object)
        case source.OfSegment(what):
            return segments.write(c, place, what, write_fields)
    raise TypeError(f"{place.parent.name}.{place.definition.name} comes from {it}")


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


def write_several_of(c: Compiler, place: Place, it: source.SeveralOf) -> str:
    """The rows that the keys of a table between name; what may not be read is left out."""
    between, row, table = c.new_row(), c.new_row(), it.model._meta.db_table
    keys = {f"{between}.{key}": ENTITIES[name] for name, key in it.keys.items()}
    seen = [readable(c, key, entity) or f"{key} IS NOT NULL" for key, entity in keys.items()]
    with unpaged(c) as length:
        value = write_one_of(c, replace(place, entity=None, row=row), it.keys)
    rows = (
        f'SELECT {", ".join(keys)} FROM "{table}" {between}'
        f" WHERE {between}.{it.mine} = {place.row}.id AND ({' OR '.join(seen)})"
        f" ORDER BY {between}.id LIMIT {length.limit}"
    )
    return f"(SELECT {length.array(c, value)} FROM ({rows}) {row})"


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


def write_many(c: Compiler, place: Place, many: source.Many) -> str:
    """The rows that belong to a row, as a connection or as a plain list."""
    is_list = is_list_type(get_nullable_type(place.field.type))
    entity = c.entity(place) if is_list else listed(place)
    with_it = comes_with(c, many, entity, place.entity)
    each = c.is_narrow(entity.access) and not with_it
    tie = link_of(many, place.row, place.entity, each=each)
    rows = List(c, place, entity, tie, write_fields, comes_with=with_it)
    return rows.plain() if is_list else rows.object()


def listed(place: Place) -> Entity:
    """The entity that a connection is of."""
    on: Any = get_named_type(place.field.type)
    return ENTITIES[get_named_type(on.fields["nodes"].type).name]
