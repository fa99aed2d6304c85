"""Where in the answer a field stands, and of which row it is."""

from dataclasses import dataclass
from typing import Any, cast

from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type

from reader.compile.entity import Entity


@dataclass(frozen=True)
class Place:
    """Where in the answer a field stands, and of which row it is."""

    parent: GraphQLObjectType
    field: GraphQLField
    nodes: list[FieldNode]
    path: tuple[str, ...]
    entity: Entity | None
    #: The alias of the row in the statement; "" at the root.
    row: str

    @property
    def object_type(self) -> GraphQLObjectType:
        """The type of the objects that the field answers."""
        return cast(GraphQLObjectType, get_named_type(self.field.type))

    @property
    def definition(self) -> Any:
        """Strawberry's own field."""
        return self.field.extensions["strawberry-definition"]
