"""What was used lately."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """What was used lately, up to a number of things and a weight in all."""

    def __init__(self, most: int, most_weight: int = 0) -> None:
        self._most, self._most_weight = most, most_weight
        self._things: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
        self.weight = 0

    def __len__(self) -> int:
        return len(self._things)

    def put(self, key: Hashable, thing: T, weight: int = 0) -> T:
        """Remember something, and forget what was not used for longest."""
        self.forget(key)
        self._things[key] = thing, weight
        self.weight += weight
        while len(self._things) > self._most or self.weight > self._most_weight:
            _, (_, less) = self._things.popitem(last=False)
            self.weight -= less
        return thing

    def use(self, key: Hashable) -> T | None:
        """What is remembered under a key, or None."""
        found = self._things.get(key)
        if found is None:
            return None
        self._things.move_to_end(key)
        return found[0]

    def forget(self, key: Hashable) -> None:
        """Remember it no longer."""
        _, weight = self._things.pop(key, (None, 0))
        self.weight -= weight
