"""Fields that lead to other rows, which the row names."""

from dataclasses import dataclass, replace

from tortoise.models import Model

from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES
from reader.compile.place import Place
from reader.compile.rows import write_any, write_one_of, write_row
from reader.compile.source import Source
from reader.compile.values import row_column
from reader.filters.references import readable
from reader.unpaged import unpaged


@dataclass(frozen=True)
class One(Source):
    """The row that a foreign key names."""

    key: str

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return write_row(c, place, c.entity(place), row_column(c, place, self.key))


@dataclass(frozen=True)
class OneOf(Source):
    """The row that whichever foreign key is set names, by the name of its type."""

    keys: dict[str, str]

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return write_one_of(c, place, self.keys)


@dataclass(frozen=True)
class SeveralOf(Source):
    """The rows that a table between two entities names, each by whichever of its keys is set.

    mine: its column for this row. keys: the others, by the name of their type.
    """

    model: type[Model]
    mine: str
    keys: dict[str, str]

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        between, row, table = c.new_row(), c.new_row(), self.model._meta.db_table
        keys = {f"{between}.{key}": ENTITIES[name] for name, key in self.keys.items()}
        seen = [readable(c, key, entity) or f"{key} IS NOT NULL" for key, entity in keys.items()]
        with unpaged(c) as length:
            value = write_one_of(c, replace(place, entity=None, row=row), self.keys)
        rows = (
            f'SELECT {", ".join(keys)} FROM "{table}" {between}'
            f" WHERE {between}.{self.mine} = {place.row}.id AND ({' OR '.join(seen)})"
            f" ORDER BY {between}.id LIMIT {length.limit}"
        )
        return f"(SELECT {length.array(c, value)} FROM ({rows}) {row})"


@dataclass(frozen=True)
class RecordOf(Source):
    """The record that a kind and an id name."""

    kind: str
    id: str

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        kinds = {str(entity.kind): entity for entity in ENTITIES.records()}
        kind, id_ = row_column(c, place, self.kind), row_column(c, place, self.id)
        return write_any(c, place, kinds, kind, id_)
