"""What was used lately."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Entry(Generic[T]):
    thing: T
    weight: int
    #: Since it was put, or last spared.
    used: bool = False


class LRUCache(Generic[T]):
    """What was used lately, up to a number of things and a weight in all.

    What is the longest there is forgotten, but spared once for having been used: a use is so
    frequent that putting things in order at each would be felt.
    """

    def __init__(self, most: int, most_weight: int = 0) -> None:
        self._most, self._most_weight = most, most_weight
        self._things: OrderedDict[Hashable, _Entry[T]] = OrderedDict()
        self.weight = 0

    def __len__(self) -> int:
        return len(self._things)

    def put(self, key: Hashable, thing: T, weight: int = 0) -> T:
        """Remember something, and forget what was not used lately."""
        self.forget(key)
        while self._things and not self._fits(weight):
            self._forget_one()
        if self._fits(weight):
            self._things[key] = _Entry(thing, weight)
            self.weight += weight
        return thing

    def use(self, key: Hashable) -> T | None:
        """What is remembered under a key, or None."""
        found = self._things.get(key)
        if found is None:
            return None
        found.used = True
        return found.thing

    def forget(self, key: Hashable) -> None:
        """Remember it no longer."""
        if kept := self._things.pop(key, None):
            self.weight -= kept.weight

    def _fits(self, weight: int) -> bool:
        return len(self._things) < self._most and self.weight + weight <= self._most_weight

    def _forget_one(self) -> None:
        key, oldest = self._things.popitem(last=False)
        if oldest.used:
            oldest.used = False
            self._things[key] = oldest
        else:
            self.weight -= oldest.weight
