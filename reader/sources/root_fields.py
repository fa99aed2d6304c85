"""Where the roots of the schema come from."""

from dataclasses import dataclass, replace

from tortoise.models import Model

from reader.compile.binding import id_of
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES, Entity
from reader.compile.fields import write_object
from reader.compile.nodes import write_node, write_nodes
from reader.compile.place import Place
from reader.compile.rows import write_named_row, write_row
from reader.compile.source import Source
from reader.cost import exactly
from reader.filters.comparisons import Waits, waiting
from reader.sources.many import check_available


@dataclass(frozen=True)
class Counted(Source):
    """How many rows of an entity there are that wait."""

    entity: str
    waits: Waits

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return write_count(c, ENTITIES[self.entity], self.waits)


@dataclass(frozen=True)
class Chosen(Source):
    """A list of what one may choose for oneself: the usual of each, or what the viewer has said.

    said: the table of what users have said, with the columns user_id, of, and value.
    """

    said: type[Model]
    of: str
    value: str
    usual: tuple[tuple[str, bool], ...]

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        row, table = c.new_row(), self.said._meta.db_table
        usual = " UNION ALL ".join(
            f"SELECT {number} AS position, '{name}' AS name, {yes} AS usual"
            for number, (name, yes) in enumerate(self.usual)
        )
        chosen = f'coalesce(s."{self.value}", u.usual) AS "{self.value}"'
        columns = f'u.name AS "{self.of}", u.usual, {chosen}'
        said = f's."{self.of}" = u.name AND s.user_id = {c.viewer_id()}'
        joined = f'({usual}) u LEFT JOIN "{table}" s ON {said}'
        rows = f"SELECT {columns} FROM {joined} ORDER BY u.position"
        with c.cost.of_each(exactly(len(self.usual))):
            value = write_object(c, replace(place, entity=None, row=row))
        return f"(SELECT {c.dialect.array(value)} FROM ({rows}) {row})"


@dataclass(frozen=True)
class Me(Source):
    """The viewer's own row."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return write_row(c, place, ENTITIES["User"], c.viewer_id())


@dataclass(frozen=True)
class Mine(Source):
    """The row of the viewer's account."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return write_row(c, place, ENTITIES["Account"], c.account_id())


@dataclass(frozen=True)
class ById(Source):
    """The row of the argument "id"."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        entity, where = c.entity(place), ".".join((*place.path, "id"))
        number = c.bind(id_of(c.arguments(place)["id"], entity.name, where), "int")
        return write_named_row(c, place, entity, number)

    def check(self, c: Compiler, place: Place) -> None:
        """See that the entity is available to the viewer. Raises FeatureNotAvailable."""
        check_available(c, place, c.entity(place))


@dataclass(frozen=True)
class Lookup(Source):
    """The row of any entity, by the argument "id"."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return write_node(c, place)


@dataclass(frozen=True)
class Lookups(Source):
    """The rows of any entities, by the argument "ids", in their order."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        return write_nodes(c, place)


def write_count(c: Compiler, entity: Entity, waits: Waits) -> str:
    """How many rows of an entity there are that wait."""
    c.cost.walk(whole=False)
    row = c.new_row()
    rows = c.rows(entity.access, row, [waiting(c, entity.model, row, waits)])
    return f"(SELECT count(*) FROM {rows})"
