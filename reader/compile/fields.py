"""The fields asked for of a row, as a JSON object."""

from graphql import GraphQLObjectType

from reader.compile.compiler import Compiler
from reader.compile.place import Place
from reader.compile.source import source_of
from reader.compile.values import permissions_of

#: Marks, which no text of a client is, that stand for what is null and named in the errors.
HIDDEN, UNAVAILABLE = "\x01hidden", "\x01unavailable"


def write_object(c: Compiler, place: Place) -> str:
    """The object of the row that a place is of, with the fields asked for."""
    named = place.object_type
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
    value = source_of(place).write(c, place)
    for permission in permissions_of(place.definition):
        assert place.entity
        condition = c.allowed(permission, place.entity.model, place.row)
        if condition is not None:
            value = c.masked(condition, value, HIDDEN)
    return value
