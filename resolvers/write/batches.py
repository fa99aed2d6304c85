"""How much one statement takes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
CHUNK = 500
#: Rows that are made into one statement, which holds up the event loop for some milliseconds.
AT_ONCE = 50


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """So many at a time as one statement takes."""
    rest = iter(items)
    while some := list(islice(rest, CHUNK)):
        yield some
