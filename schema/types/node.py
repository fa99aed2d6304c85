"""Finds any object by its global id."""

import strawberry

from reader.sources.root_fields import Lookup, Lookups
from schema.types.fields import argument, come, with_arguments
from schema.types.record import Node


@strawberry.type
class NodeQueries:
    """Queries for any object."""

    node: Node | None = with_arguments(
        come(
            "Object with this global id; null if there is none that the viewer may read.", Lookup()
        ),
        argument("id", strawberry.ID, "Global id of the object."),
    )
    nodes: list[Node | None] = with_arguments(
        come(
            "Objects with these global ids, in the same order; null for each that the viewer may"
            " not read.",
            Lookups(),
        ),
        argument("ids", list[strawberry.ID], "Global ids of the objects; at most 100."),
    )
