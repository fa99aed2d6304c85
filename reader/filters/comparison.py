"""What a field of a filter input compares; a Strawberry input field carries one as metadata."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tortoise.models import Model

from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES
from reader.compile.terms import nesting

FILTER = "whose.filter"
#: What is compared with: a Leaf, or the Leaves of an input.
Value = TypeVar("Value")


@dataclass(frozen=True)
class Emptiness:
    """What may be asked in place of a value: whether there is none."""

    empty: bool


class FilteredRow:
    """A row, by its alias, that a filter asks something of."""

    def __init__(
        self,
        c: Compiler,
        model: type[Model],
        row: str,
        *,
        known: bool = False,
        weighed: bool = False,
        whole: bool = True,
    ) -> None:
        """known: that there are the custom fields that it names.

        weighed: that what it asks is counted already. whole: that it is asked of a whole account.
        """
        self.c, self.model, self.row, self.known = c, model, row, known
        self._weighed, self._whole = weighed, whole
        #: Whether what is asked is asked of the rows that the viewer sees, one by one.
        self.each = any(it.model is model and c.is_narrow(it.access) for it in ENTITIES)

    def holds(self, comparison: "Comparison[Value]", value: Value | Emptiness, where: str) -> str:
        """That one comparison holds. Raises BadInput."""
        self.c.count()
        self.weigh(comparison.conditions(value))
        if isinstance(value, Emptiness):
            return comparison.write_empty(self, yes=value.empty)
        return comparison.write(self, value, where)

    def weigh(self, conditions: int) -> None:
        """Count some conditions, where they are not counted already."""
        if not self._weighed:
            self.c.cost.ask(conditions, whole=self._whole)

    def beside(self, model: type[Model], row: str) -> "FilteredRow":
        """Another row, of which something is asked for the sake of this one."""
        return type(self)(self.c, model, row, weighed=True)

    def segment(self, id_: int, refused_at: str | None = None) -> str:
        """That the row is in a segment that the viewer sees; nothing is in any other."""
        raise NotImplementedError


class Comparison(Generic[Value]):
    """What is compared, and how: it writes itself as a condition on a row."""

    def narrows(self, model: type[Model]) -> bool:
        """Whether it leaves few rows of an account, which an index finds."""
        return False

    def write(self, on: FilteredRow, value: Value, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        raise NotImplementedError

    def write_empty(self, on: FilteredRow, *, yes: bool) -> str:
        """That there is nothing to compare, or something."""
        raise TypeError(f"{self} cannot be empty.")

    def conditions(self, value: Value | Emptiness) -> int:
        """How many conditions it counts for."""
        return 1


#: One whose value is read by itself.
AnyComparison = Comparison[Any]


def joined(conditions: list[str], word: str) -> str:
    """Conditions that all hold, or of which one does."""
    if not conditions:
        return "1 = 1" if word == "and" else "1 = 0"
    if len(conditions) == 1:
        return conditions[0]
    # What comes before a parenthesis waits for it on the parser's stack, so the deepest is first.
    first = sorted(conditions, key=nesting, reverse=True)
    return "(" + f" {word.upper()} ".join(first) + ")"
