"""The rows that statistics are made of, with what is looked up of each: one look at the rows."""

from collections.abc import Callable

from reader.compile.compiler import Compiler
from reader.compile.entity import Entity


class StatisticsRows:
    """The rows of one root."""

    def __init__(self, c: Compiler, entity: Entity) -> None:
        self.c, self.entity = c, entity
        #: The alias of a row of the entity, and the name of the table of what is looked up.
        self.row, self.looked = c.new_row(), c.new_row()
        #: What is looked up of each row, by what it is for.
        self._columns: dict[str, tuple[str, str]] = {}
        #: Further tables of the statement, with the percentiles that are asked for.
        self.ranks: dict[str, str] = {}

    def looked_up(self, what: str, write: Callable[[], str]) -> str:
        """The name of what is looked up of each row; what is asked for twice is once."""
        if what not in self._columns:
            self._columns[what] = f"c{len(self._columns)}", write()
        return self._columns[what][0]

    def selected(self) -> list[str]:
        """What is looked up, as the columns of a SELECT."""
        return [f"{sql} AS {name}" for name, sql in self._columns.values()]
