"""Where the roots of the schema come from, as reader/sources/source.py says it of other fields."""

from dataclasses import dataclass

from tortoise.models import Model

from reader.filters.comparisons import Waits
from reader.sources.source import Source


@dataclass(frozen=True)
class Counted(Source):
    """How many rows of an entity there are that wait."""

    entity: str
    waits: Waits


@dataclass(frozen=True)
class Chosen(Source):
    """A list of what one may choose for oneself: the usual of each, or what the viewer has said.

    said: the table of what users have said, with the columns user_id, of, and value.
    """

    said: type[Model]
    of: str
    value: str
    usual: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Me(Source):
    """The viewer's own row."""


@dataclass(frozen=True)
class Mine(Source):
    """The row of the viewer's account."""


@dataclass(frozen=True)
class ById(Source):
    """The row of the argument "id"."""


@dataclass(frozen=True)
class Lookup(Source):
    """The row of any entity, by the argument "id"."""


@dataclass(frozen=True)
class Lookups(Source):
    """The rows of any entities, by the argument "ids", in their order."""
