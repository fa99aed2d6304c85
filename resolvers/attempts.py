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

    def begin(self, email: str) -> None:
        """Count an attempt, as one in vain until it is known better. Raises TooOften."""
        failures = self._failures.setdefault(email, deque())
        while failures and failures[0] < time.monotonic() - WITHIN:
            failures.popleft()
        if len(failures) >= MOST_FAILURES:
            raise TooOften
        failures.append(time.monotonic())
        self._failures.move_to_end(email)
        while len(self._failures) > MOST_REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, email: str) -> None:
        """Forget the failures of who knows the password."""
        self._failures.pop(email, None)
