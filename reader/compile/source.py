"""Where a field of the schema comes from; a Strawberry field carries one as metadata."""

from reader.compile.compiler import Compiler
from reader.compile.place import Place

SOURCE = "whose.source"


class Source:
    """Where a field comes from.

    Columns are named as in Tortoise, and may go through a relation: "event__kind". An entity is
    named by its GraphQL type, which the field's own type tells.
    """

    def write(self, c: Compiler, place: Place) -> str:
        """What it stands for, as SQL of one JSON value."""
        raise TypeError(f"{place.parent.name}.{place.definition.name} comes from {self}")

    def check(self, c: Compiler, place: Place) -> None:
        """See that a root is available to the viewer. Raises FeatureNotAvailable."""


def source_of(place: Place) -> Source:
    """Where the field of a place comes from."""
    source: Source = place.definition.metadata[SOURCE]
    return source
