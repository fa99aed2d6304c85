"""How often somebody may try a password in vain."""

import time
from collections import OrderedDict, deque

from resolvers.errors import TooOften

MOST_FAILURES, WITHIN = 10, 60.0  # seconds
MOST_REMEMBERED = 10_000


class Attempts:
    """Failures by e-mail, those of the last minute."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def check(self, email: str) -> None:
        """Raises TooOften after too many failures."""
        failures = self._failures.get(email, deque())
        while failures and failures[0] < time.monotonic() - WITHIN:
            failures.popleft()
        if len(failures) >= MOST_FAILURES:
            raise TooOften

    def failed(self, email: str) -> None:
        """One more failure; those of whom nothing was heard for longest are forgotten."""
        self._failures.setdefault(email, deque()).append(time.monotonic())
        self._failures.move_to_end(email)
        while len(self._failures) > MOST_REMEMBERED:
            self._failures.popitem(last=False)
