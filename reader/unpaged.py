"""How long lists without pages may be.

Each is weighed as one of usual length. Where lists are in each other, what they are longer than
that multiplies; so the more of them there are, the nearer to it is the end of each.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from reader.compile.compiler import Compiler
from reader.cost import UNPAGED

#: How many times as many rows as they are weighed lists in lists may answer.
TIMES = 100
#: Where a list on its own is cut.
EVERY = 1000
#: Stands, as JSON, for a list that is longer than it may be.
MANY = "\x01many"
MARKED = '"\\u0001many"'


class Length:
    """How long one list may be, which is known when what is in it is written."""

    def __init__(self, cut: int | None) -> None:
        """cut: where it is cut, if it is no longer than it may be; a list of counts is not."""
        self._cut, self.most = cut, 0

    @property
    def _is_cut(self) -> bool:
        return self._cut is not None and self._cut <= self.most

    @property
    def limit(self) -> int:
        """How many rows are looked at: where it is not cut, one more than there may be."""
        return self._cut if self._cut and self._is_cut else self.most + 1

    def array(self, c: Compiler, element: str) -> str:
        """The elements of so many rows at most, or a mark where there are more."""
        array = c.dialect.array(element)
        if self._is_cut:
            return array
        many = c.json_mark(MARKED)
        return f"CASE WHEN count(*) <= {self.most} THEN {array} ELSE {many} END"


@contextmanager
def unpaged(c: Compiler, cut: int | None = EVERY) -> Iterator[Length]:
    """What is inside is there for each row of a list without pages."""
    length = Length(cut)
    with c.cost.unpaged() as nest:
        yield length
    length.most = longest(nest.deepest)


def longest(lists: int) -> int:
    """How long each of so many lists in each other may be."""
    return int(UNPAGED * TIMES ** (1 / lists))
