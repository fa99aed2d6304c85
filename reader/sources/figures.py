"""Where the figures of statistics come from: sources, as those in reader/sources/source.py."""

from dataclasses import dataclass

from tortoise.expressions import Q

from reader.sources.source import Source


@dataclass(frozen=True)
class Statistics(Source):
    """Figures over rows of an entity, of which a moment is in a range; by: whose they are."""

    entity: str
    moment: str
    by: str


@dataclass(frozen=True)
class Tally(Source):
    """How many rows there are, or for how many a condition holds."""

    where: Q | None = None


@dataclass(frozen=True)
class Average(Source):
    """The mean of a column, to two decimals, where a condition holds."""

    name: str
    where: Q


@dataclass(frozen=True)
class Spread(Source):
    """How many whole seconds there are between two moments, where both are known."""

    since: str
    until: str


@dataclass(frozen=True)
class Percentile(Source):
    """Of a spread: the smallest value that so many in a hundred do not exceed."""

    percent: int


@dataclass(frozen=True)
class ByUser(Source):
    """The same figures for the rows of each user, and for those of nobody."""
