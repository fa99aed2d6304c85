"""Any row, by its global id."""

import strawberry

from reader.sources.root_fields import Lookup, Lookups
from schema.types.fields import argument, come, with_arguments
from schema.types.record import Node


@strawberry.type
class NodeQueries:
    """The roots that read anything."""

    node: Node | None = with_arguments(
        come("Anything, or null where there is nothing that the viewer may read.", Lookup()),
        argument("id", strawberry.ID, "Its global id."),
    )
    nodes: list[Node | None] = with_arguments(
        come("Several of anything, in the order asked for; at most 100.", Lookups()),
        argument("ids", list[strawberry.ID], "Their global ids."),
    )
