"""Fields that come from columns of the row itself."""

from dataclasses import dataclass, field, replace

from reader.compile.compiler import Compiler
from reader.compile.fields import write_object
from reader.compile.place import Place
from reader.compile.source import Source
from reader.compile.values import row_column, write_value


@dataclass(frozen=True)
class Column(Source):
    """A column of the row; without a name the one that is called as the field."""

    name: str = ""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        column = self.name or place.definition.python_name.rstrip("_")
        return write_value(c, place, row_column(c, place, column))


@dataclass(frozen=True)
class Millionths(Source):
    """A column of whole millionths, as a decimal."""

    name: str

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        value = row_column(c, place, self.name)
        return f"CASE WHEN {value} IS NOT NULL THEN {c.dialect.millionths(value)} END"


@dataclass(frozen=True)
class Joined(Source):
    """Several columns of the row, with blanks between."""

    names: tuple[str, ...]

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        columns = (row_column(c, place, name) for name in self.names)
        return "trim(" + " || ' ' || ".join(columns) + ")"


@dataclass(frozen=True)
class Present(Source):
    """Whether a column of the row has a value."""

    name: str

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return c.dialect.boolean(f"{row_column(c, place, self.name)} IS NOT NULL")


@dataclass(frozen=True)
class KindOf(Source):
    """The kind of record that the entity is."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        assert place.entity
        return f"'{place.entity.kind}'"


@dataclass(frozen=True)
class LabelOf(Source):
    """What people call the record."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        assert place.entity
        assert place.entity.label
        return row_column(c, place, place.entity.label)


@dataclass(frozen=True)
class IsViewer(Source):
    """Whether the row is the viewer's own."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return c.dialect.boolean(f"{place.row}.id = {c.viewer_id()}")


@dataclass(frozen=True)
class Allowed(Source):
    """Whether the viewer has a permission of the entity, by its name, for the row."""

    verb: str

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        entity = place.entity
        assert entity
        permission = entity.access.permissions()[self.verb]
        return c.dialect.boolean(c.allowed(permission, entity.model, place.row) or "1 = 1")


@dataclass(frozen=True)
class Embedded(Source):
    """An object made of the same row; null where the column is.

    columns: the columns that its fields name, to those of the row, where they are others.
    """

    null_with: str | None = None
    columns: dict[str, str] = field(default_factory=dict)

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        value = self._renamed(c, place) if self.columns else write_object(c, place)
        if self.null_with is None:
            return value
        return (
            f"CASE WHEN {row_column(c, place, self.null_with)} IS NULL THEN NULL ELSE {value} END"
        )

    def _renamed(self, c: Compiler, place: Place) -> str:
        row = c.new_row()
        named = [f"{row_column(c, place, of)} AS {name}" for name, of in self.columns.items()]
        value = write_object(c, replace(place, entity=None, row=row))
        return f"(SELECT {value} FROM (SELECT {', '.join(named)}) {row})"
