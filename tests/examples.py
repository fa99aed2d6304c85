"""How many examples a generated test tries: few in `make test`, more in `make check`."""

import os

from hypothesis import HealthCheck, Phase, settings

#: So many instead, others each time.
WANTED = os.environ.get("WHOSE_EXAMPLES")
#: Whether there is time for more.
MORE = "WHOSE_MORE_EXAMPLES" in os.environ


def examples(few: int, more: int) -> settings:
    """The same examples each time, unless another number is asked for."""
    return settings(
        max_examples=int(WANTED) if WANTED else more if MORE else few,
        deadline=None,
        derandomize=WANTED is None,
        database=None,
        print_blob=True,
        phases=[Phase.generate, *([Phase.shrink] if "WHOSE_QUICK" not in os.environ else [])],
        suppress_health_check=list(HealthCheck),
    )
