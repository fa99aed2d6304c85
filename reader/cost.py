"""What an operation costs, known before it runs: the rows that it answers and walks, and the text.

What is inside a list is there as often as the list is long, and once at least: what is nested in
an empty list is written and planned all the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import prod
from typing import NamedTuple

from orm.errors import TooCostly
from reader.compile.binding import Call, Size

MOST_ROWS = 25_000
MOST_CHARACTERS = 50_000_000
#: What a list without pages is taken to be long.
UNPAGED = 25
#: What it is taken to cost to count or search the rows of a whole account, and those that belong to
#: another row; in rows that are answered.
WHOLE, PART = 150, 25
#: So many conditions, asked of each of these rows, are taken to cost as much as walking them.
CONDITIONS = 5


class Part(NamedTuple):
    """What is in lists in lists, of such sizes; none for what is there once."""

    sizes: tuple[Size, ...]
    rows: int
    characters: int


class Either(NamedTuple):
    """What is there in one of some cases, such as each kind that a record may be of."""

    cases: list["Parts"]


Parts = list[Part | Either]


class Nest:
    """Lists without pages in each other, around one of them and in it."""

    deepest = 0


class Cost:
    """Adds up what a statement costs while it is written."""

    def __init__(self) -> None:
        self.parts: Parts = []
        #: The lists around whatever is being written.
        self.enclosing: tuple[Size, ...] = ()
        #: The lists without pages around it.
        self._nests: list[Nest] = []

    @contextmanager
    def of_each(self, size: Size) -> Iterator[None]:
        """What is inside is there as often as a list is long."""
        with self.inside((*self.enclosing, size)):
            self.rows(1)
            yield

    @contextmanager
    def unpaged(self) -> Iterator[Nest]:
        """What is inside is there for each row of a list without pages."""
        nest = Nest()
        self._nests.append(nest)
        for enclosing in self._nests:
            enclosing.deepest = max(enclosing.deepest, len(self._nests))
        with self.of_each(exactly(UNPAGED)):
            yield nest
        self._nests.pop()

    @contextmanager
    def inside(self, enclosing: tuple[Size, ...]) -> Iterator[None]:
        """What is inside stands in these lists, whatever is around."""
        outer, self.enclosing = self.enclosing, enclosing
        yield
        self.enclosing = outer

    @contextmanager
    def either(self) -> Iterator[Callable[[], None]]:
        """Only one of some cases is so, each of which begins with a call."""
        outer, cases = self.parts, list[Parts]()

        def begin() -> None:
            self.parts = []
            cases.append(self.parts)

        yield begin
        self.parts = outer
        self.parts.append(Either([total(case) for case in cases if case]))

    def rows(self, number: int) -> None:
        """So many rows are walked or answered here."""
        self.parts.append(Part(self.enclosing, number, 0))

    def walk(self, *, whole: bool) -> None:
        """Rows are counted or searched here: those of the whole account, or of one row of it."""
        self.rows(WHOLE if whole else PART)

    def ask(self, conditions: int, *, whole: bool) -> None:
        """So many conditions are asked of the rows that are walked here."""
        self.rows(conditions * (WHOLE if whole else PART) // CONDITIONS)

    def text(self, characters: int) -> None:
        """A text that is at most so long is answered here."""
        self.parts.append(Part(self.enclosing, 0, characters))


def total(parts: Parts) -> Parts:
    """What there is in each list together."""
    sums: dict[tuple[Size, ...], Part] = {}
    others: Parts = [part for part in parts if isinstance(part, Either) and part.cases]
    for part in parts:
        if isinstance(part, Part):
            known = sums.get(part.sizes, Part(part.sizes, 0, 0))
            characters = known.characters + part.characters
            sums[part.sizes] = Part(part.sizes, known.rows + part.rows, characters)
    return [*sums.values(), *others]


def exactly(number: int) -> Callable[[Call], int]:
    """The size of a list of which the length is known."""
    return lambda call: number


def check(parts: Parts, call: Call) -> None:
    """Raise TooCostly where an operation may be more than is answered at once."""
    rows, characters = of(parts, call)
    if rows > MOST_ROWS:
        raise TooCostly(f"This may be {rows} rows; at most {MOST_ROWS} are answered at once.")
    if characters > MOST_CHARACTERS:
        most = f"at most {MOST_CHARACTERS} are answered at once"
        raise TooCostly(f"This may be {characters} characters; {most}.")


def of(parts: Parts, call: Call) -> tuple[int, int]:
    """How many rows an operation is taken to answer and walk, and how many characters."""
    rows = characters = 0
    for part in parts:
        if isinstance(part, Either):
            cases = [of(case, call) for case in part.cases]
            rows += max(case[0] for case in cases)
            characters += max(case[1] for case in cases)
        else:
            times = prod(max(1, size(call)) for size in part.sizes)
            rows += times * part.rows
            characters += times * part.characters
    return rows, characters
