"""Which filter the segments of each kind of record are made of."""

from typing import Any

from graphql import GraphQLInputObjectType, get_named_type

from orm.record import RecordKind
from reader.compile.entity import ENTITIES, Entity
from reader.filters.comparison import FILTER
from reader.filters.responsible import Responsible, ResponsibleThrough

#: Filled from the lists at the root of the schema.
FILTERS: dict[RecordKind, GraphQLInputObjectType] = {}


def know_filters(query: Any) -> None:
    """Take the filters from the lists at the root of a schema."""
    for field in query.fields.values():
        nodes = getattr(get_named_type(field.type), "fields", {}).get("nodes")
        name = get_named_type(nodes.type).name if nodes else ""
        if name in ENTITIES and (kind := ENTITIES[name].kind):
            FILTERS[RecordKind(kind)] = get_named_type(field.args["filter"].type)


def entity_of(kind: RecordKind) -> Entity:
    """The entity whose rows a segment of a kind holds."""
    return next(entity for entity in ENTITIES.records() if entity.kind == kind.value)


def fields_of_people() -> list[str]:
    """The built-in fields of any filter that ask who somebody is."""
    return sorted(
        {
            name
            for type_ in FILTERS.values()
            for name, field in type_.fields.items()
            if isinstance(
                field.extensions["strawberry-definition"].metadata.get(FILTER),
                Responsible | ResponsibleThrough,
            )
        }
    )
