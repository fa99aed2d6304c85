"""Where a field of the schema comes from; a Strawberry field carries one as metadata.

Columns are named as in Tortoise, and may go through a relation: "event__kind". An entity is
named by its GraphQL type, which the field's own type tells.
"""

from dataclasses import dataclass, field
from typing import Literal

from tortoise.models import Model

from orm.record import Through

SOURCE = "whose.source"


class Source:
    """Where a field comes from."""


@dataclass(frozen=True)
class Column(Source):
    """A column of the row; without a name the one that is called as the field."""

    name: str = ""


@dataclass(frozen=True)
class Millionths(Source):
    """A column of whole millionths, as a decimal."""

    name: str


@dataclass(frozen=True)
class Joined(Source):
    """Several columns of the row, with blanks between."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Present(Source):
    """Whether a column of the row has a value."""

    name: str


@dataclass(frozen=True)
class KindOf(Source):
    """The kind of record that the entity is."""


@dataclass(frozen=True)
class LabelOf(Source):
    """What people call the record."""


@dataclass(frozen=True)
class IsViewer(Source):
    """Whether the row is the viewer's own."""


@dataclass(frozen=True)
class Allowed(Source):
    """Whether the viewer has a permission of the entity, by its name, for the row."""

    verb: str


@dataclass(frozen=True)
class One(Source):
    """The row that a foreign key names."""

    key: str


@dataclass(frozen=True)
class OneOf(Source):
    """The row that whichever foreign key is set names, by the name of its type."""

    keys: dict[str, str]


@dataclass(frozen=True)
class SeveralOf(Source):
    """The rows that a table between two entities names, each by whichever of its keys is set.

    mine: its column for this row. keys: the others, by the name of their type.
    """

    model: type[Model]
    mine: str
    keys: dict[str, str]


@dataclass(frozen=True)
class RecordOf(Source):
    """The record that a kind and an id name."""

    kind: str
    id: str


@dataclass(frozen=True)
class Embedded(Source):
    """An object made of the same row; null where the column is.

    columns: the columns that its fields name, to those of the row, where they are others.
    """

    null_with: str | None = None
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Many(Source):
    """The rows that belong to this one, as a list or a connection; at the root, all of them.

    on: columns of theirs to columns of this row. of_kind: the column of theirs that names this
    row's kind of record.
    """

    on: dict[str, str] = field(default_factory=dict)
    of_kind: str | None = None
    through: Through | None = None


@dataclass(frozen=True)
class Held(Source):
    """The rows on which this user has a role: the one asked for, or those of the kind itself."""


@dataclass(frozen=True)
class Modules(Source):
    """The modules that come with the plan and the boosters of the row."""


@dataclass(frozen=True)
class Responsibilities(Source):
    """One object for each role that somebody has on the row.

    It has role, user_id, since, and definition_id for a custom field.
    """


@dataclass(frozen=True)
class Overview(Source):
    """One object for each kind and role in which the user has records: kind, role, count."""


@dataclass(frozen=True)
class OfSegment(Source):
    """What a segment holds: its count, its records, or these by_responsible; or its rules."""

    what: Literal["count", "records", "by_responsible", "rules"]
