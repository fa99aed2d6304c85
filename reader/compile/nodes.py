"""Whatever a global id names, as SQL; what is not available to the viewer as a mark."""

from orm.values.global_id import local_id
from reader.compile.binding import any_ids
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES, Entity
from reader.compile.fields import UNAVAILABLE
from reader.compile.place import Place
from reader.compile.rows import write_any, write_named_row

#: Whose rows are of kinds of record, each with a module of its own.
OF_KINDS = ("CustomFieldDefinition", "Segment")


def write_node(c: Compiler, place: Place) -> str:
    """What an id names, or null where the viewer may not read it."""
    leaf, where, nodes = c.arguments(place)["id"], ".".join((*place.path, "id")), _nodes(c, place)
    types = tuple(nodes)
    kind = c.bind(lambda call: local_id(leaf.get(call.variables), types, where)[0])
    number = c.bind(lambda call: local_id(leaf.get(call.variables), types, where)[1], "int")
    with c.only_segments(_segments([leaf.now])):
        return write_any(c, place, nodes, kind, number, _write)


def write_nodes(c: Compiler, place: Place) -> str:
    """What some ids name, each or null, in their order."""
    leaf, where, nodes = c.arguments(place)["ids"], ".".join((*place.path, "ids")), _nodes(c, place)
    asked = c.bind(any_ids(leaf, tuple(nodes), where))
    row = c.new_row()
    kind, number = c.dialect.before_colon(f"{row}.element")
    size = c.cost.of_each(lambda call: len(leaf.get(call.variables)))
    with c.only_segments(_segments(leaf.now)), size:
        value = write_any(c, place, nodes, kind, number, _write)
    ordered = f"(SELECT * FROM {c.dialect.numbered(asked)} n ORDER BY n.position)"
    return f"(SELECT {c.dialect.array(value)} FROM {ordered} {row})"


def _nodes(c: Compiler, place: Place) -> dict[str, Entity]:
    return {type_.name: ENTITIES[type_.name] for type_ in c.types(place) if type_.name in ENTITIES}


def _segments(ids: list[str]) -> frozenset[int]:
    """The numbers of the segments among some global ids."""
    parts = [str(id_).partition(":") for id_ in ids]
    return frozenset(int(n) for name, _, n in parts if name == "Segment" and n.isdecimal())


def _write(c: Compiler, place: Place, entity: Entity, id_: str) -> str:
    """The row of an entity with an id, or a mark where its kind is not available."""
    if not c.viewer.has(entity.access.module):
        return c.mark(UNAVAILABLE)
    value = write_named_row(c, place, entity, id_)
    if c.viewer.has_every_module or entity.name not in OF_KINDS:
        return value
    return c.masked(f"NOT {_lacks_a_module(c, entity, id_)}", value, UNAVAILABLE)


def _lacks_a_module(c: Compiler, entity: Entity, id_: str) -> str:
    """That the viewer may not read a row, and with every module would."""
    with_every_module = c.own(entity.access, id_, c.viewer.with_every_module())
    return f"({c.own(entity.access, id_)} IS NULL AND {with_every_module} IS NOT NULL)"
