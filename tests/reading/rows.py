"""A list in an order, and the page of it that is asked for, in plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.reading.matching import OrderKey


@dataclass
class Rows:
    """A list in an order, and the page of it that is asked for."""

    kind: str
    all: list[Any]
    order: list[OrderKey]
    given: dict[str, Any]
    cursors: Mapping[str, Any]
    page: list[Any] = field(default_factory=list)
    has_next: bool = False
    has_previous: bool = False

    def __post_init__(self) -> None:
        for key in reversed(self.order):
            self.all.sort(key=key.of, reverse=key.descending)
        inside = list(self.all)
        if after := self.given.get("after"):
            inside = [row for row in inside if self.precedes(self.cursors[after], row)]
        if before := self.given.get("before"):
            inside = [row for row in inside if self.precedes(row, self.cursors[before])]
        first, last = self.given.get("first"), self.given.get("last")
        if last is not None:
            self.page = inside[max(0, len(inside) - last) :]
            self.has_next, self.has_previous = before is not None, len(inside) > last
        else:
            first = 25 if first is None else first
            self.page = inside[:first]
            self.has_next, self.has_previous = len(inside) > first, after is not None

    def precedes(self, one: Any, other: Any) -> bool:
        """Whether a row comes before another one in the order."""
        for key in self.order:
            if key.of(one) != key.of(other):
                return (key.of(one) < key.of(other)) is not key.descending
        return False
