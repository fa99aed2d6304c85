"""The roots of an operation as SQL."""

from dataclasses import replace
from typing import Any

from graphql import get_named_type

from orm.record import RecordKind
from permissions.record import ACCESS
from permissions.viewer import Viewer
from reader.compile.arguments import Leaf
from reader.compile.binding import id_of
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES, Entity
from reader.compile.fields import write_many, write_named_row, write_object, write_row
from reader.compile.nodes import write_node, write_nodes
from reader.compile.place import Place
from reader.compile.values import permissions_of
from reader.cost import exactly
from reader.errors import FeatureNotAvailable, Forbidden, Unauthenticated
from reader.filters.comparisons import Waits
from reader.filters.conditions import waiting
from reader.sources import figures, root_fields, source
from reader.sources.statistics import Statistics


def write_root(c: Compiler, place: Place, viewer: Viewer) -> str:
    """A root field, as SQL of one JSON value."""
    check_open(place.definition, viewer, *place.path)
    it = place.definition.metadata[source.SOURCE]
    match it:
        case root_fields.Me():
            return write_row(c, place, ENTITIES["User"], c.viewer_id())
        case root_fields.Mine():
            return write_row(c, place, ENTITIES["Account"], c.account_id())
        case source.Many():
            _available(place, _listed(place), viewer)
            _kind_available(place, c.arguments(place).get("kind"), viewer)
            return write_many(c, place, it)
        case root_fields.ById():
            entity = c.entity(place)
            _available(place, entity, viewer)
            leaf = c.arguments(place)["id"]
            number = c.bind(id_of(leaf, entity.name, _where(place, "id")), "int")
            return write_named_row(c, place, entity, number)
        case root_fields.Counted(name, waits):
            return write_count(c, ENTITIES[name], waits)
        case figures.Statistics(name):
            _available(place, ENTITIES[name], viewer)
            return Statistics(c, place, it, write_row).object(place)
        case root_fields.Chosen():
            return _chosen(c, place, it)
        case root_fields.Lookup():
            return write_node(c, place)
        case root_fields.Lookups():
            return write_nodes(c, place)
    raise TypeError(f"{place.parent.name}.{place.definition.name} comes from {it}")


def check_open(definition: Any, viewer: Viewer, *path: str) -> None:
    """See that a root is for who asks: some are the operator's, and those only.

    Raises Forbidden, and Unauthenticated.
    """
    needed = permissions_of(definition)
    if any(permission.where(viewer) is None for permission in needed):
        raise Forbidden("This is not allowed to you.", *path)
    if viewer.is_operator and not needed:
        raise Unauthenticated("This is for users of an account; sign in as one.", *path)


def _where(place: Place, argument: str) -> str:
    return ".".join((*place.path, argument))


def _listed(place: Place) -> Entity:
    named: Any = get_named_type(place.field.type)
    nodes = named.fields.get("nodes")
    return ENTITIES[get_named_type(nodes.type).name if nodes else named.name]


def _available(place: Place, entity: Entity, viewer: Viewer) -> None:
    if not viewer.has(entity.access.module):
        raise FeatureNotAvailable(f"{place.path[-1]} is not available to you.", *place.path)


def _kind_available(place: Place, kind: Leaf | None, viewer: Viewer) -> None:
    """What is asked of one kind of record alone is refused where that is not available."""
    if kind is not None and not viewer.has(ACCESS[RecordKind(kind.now)].module):
        raise FeatureNotAvailable(f"{kind.now} is not available to you.", *place.path)


def write_count(c: Compiler, entity: Entity, waits: Waits) -> str:
    """How many rows of an entity there are that wait."""
    c.cost.walk(whole=False)
    row = c.new_row()
    rows = c.rows(entity.access, row, [waiting(c, entity.model, row, waits)])
    return f"(SELECT count(*) FROM {rows})"


def _chosen(c: Compiler, place: Place, it: root_fields.Chosen) -> str:
    row, table = c.new_row(), it.said._meta.db_table
    usual = " UNION ALL ".join(
        f"SELECT {number} AS position, '{name}' AS name, {yes} AS usual"
        for number, (name, yes) in enumerate(it.usual)
    )
    columns = f'u.name AS "{it.of}", u.usual, coalesce(s."{it.value}", u.usual) AS "{it.value}"'
    said = f's."{it.of}" = u.name AND s.user_id = {c.viewer_id()}'
    rows = f'SELECT {columns} FROM ({usual}) u LEFT JOIN "{table}" s ON {said} ORDER BY u.position'
    with c.cost.of_each(exactly(len(it.usual))):
        value = write_object(c, replace(place, entity=None, row=row))
    return f"(SELECT {c.dialect.array(value)} FROM ({rows}) {row})"
