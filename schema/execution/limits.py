"""How much somebody may have under way at once; what is more is refused before it begins."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from orm.database.fair_turns import Origin
from reader.errors import RateLimited, Refused


@dataclass(frozen=True)
class OperationLimits:
    """Of each person, over all their connections; of each address, for who has not signed in."""

    operations: int = 100
    subscriptions: int = 200
    anonymous: int = 20


class AtOnce:
    """What is under way, counted by whose it is."""

    def __init__(self, what: str, most: int, most_anonymous: int, retry_after: int) -> None:
        self._what, self._retry_after = what, retry_after
        self._most, self._most_anonymous = most, most_anonymous
        self._under_way: Counter[Origin] = Counter()

    @contextmanager
    def one(self, origin: Origin) -> Iterator[None]:
        """One of them, until it is left. Raises Refused."""
        most = self._most_anonymous if origin.account is None else self._most
        if self._under_way[origin] >= most:
            raise rate_limited(f"At most {most} {self._what} at once.", self._retry_after)
        self._under_way[origin] += 1
        try:
            yield
        finally:
            self._under_way[origin] -= 1
            if not self._under_way[origin]:
                del self._under_way[origin]


def rate_limited(message: str, retry_after: int) -> Refused:
    """What does not begin since there is too much; retry_after: when to come again, in seconds."""
    return Refused([RateLimited(message, retry_after=retry_after).formatted()])
