"""What a field of a filter input compares; a Strawberry input field carries one as metadata."""

from dataclasses import dataclass

from tortoise.models import Model

FILTER = "whose.filter"


@dataclass(frozen=True)
class Responsible:
    """Who a user column names: is, isMe, in, isEmpty, inTeam."""

    column: str


@dataclass(frozen=True)
class ResponsibleThrough:
    """Who several users are that a table has for a row; with teams, their members count too."""

    model: type[Model]
    mine: str
    teams: bool = False


@dataclass(frozen=True)
class Among:
    """A column that is one of the given values."""

    column: str


@dataclass(frozen=True)
class Names:
    """A foreign key that is one of the given ids, of rows of an entity that the viewer may read."""

    column: str
    entity: str


@dataclass(frozen=True)
class NamesAny:
    """Whether one of some foreign keys, by their entity, names a row that the viewer may read."""

    keys: dict[str, str]


@dataclass(frozen=True)
class NamesThrough:
    """That a table names one of the given ids for a row, of an entity that the viewer may read.

    mine, theirs: its columns for the row, and for the ids.
    """

    model: type[Model]
    mine: str
    theirs: str
    entity: str


@dataclass(frozen=True)
class Between:
    """A column within bounds: min and max of a number, or from and to of a date or a moment.

    kind: hundredths, millionths, int, date or timestamp.
    """

    column: str
    kind: str


@dataclass(frozen=True)
class Contains:
    """A folded column that contains the given text, whatever the case."""

    column: str


@dataclass(frozen=True)
class IsNull:
    """Whether a column is null; it is when the given value is this."""

    column: str
    when: bool


@dataclass(frozen=True)
class Waits:
    """Whether a row still waits: one column is null, and the moment in the other is not to come."""

    column: str
    until: str


@dataclass(frozen=True)
class InSegment:
    """Whether the row is in the segment that is given; strictly, none of another kind may be."""

    strictly: bool = False


@dataclass(frozen=True)
class Is:
    """A flag that is as given; one that is null is neither."""

    column: str


@dataclass(frozen=True)
class Shares:
    """A list that has one of the given values."""

    column: str


@dataclass(frozen=True)
class CustomField:
    """What the record has in the custom field that the given value names."""


@dataclass(frozen=True)
class Emptiness:
    """What may be asked in place of a value: whether there is none."""

    empty: bool


Comparison = (
    Responsible
    | ResponsibleThrough
    | Among
    | Names
    | NamesAny
    | NamesThrough
    | Between
    | Contains
    | IsNull
    | Waits
    | InSegment
    | Is
    | Shares
    | CustomField
)
