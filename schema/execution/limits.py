"""Limits on the operations that one person runs at the same time."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from orm.database.fair_turns import Origin
from orm.errors import RateLimited
from reader.errors import Refused, refused


@dataclass(frozen=True)
class OperationLimits:
    """Limits for each person, over all connections, and for each address without a session."""

    operations: int = 100
    subscriptions: int = 200
    anonymous: int = 20


class AtOnce:
    """Counts what runs now, for each origin."""

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
    """The refusal of one operation too many; retry_after: seconds until the next attempt."""
    return refused(RateLimited(message, retry_after=retry_after))
