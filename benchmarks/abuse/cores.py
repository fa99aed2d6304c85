"""Which cores of the machine are whose: the last is for whoever measures and attacks."""

import os
import sys

#: Those that there were at the beginning; none where the machine does not let us choose.
CORES = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []


def measure_on_the_last() -> None:
    """Keep this process to the last core, and whatever it starts."""
    if len(CORES) > 1:
        os.sched_setaffinity(0, CORES[-1:])


def serve_on_the_others(pid: int) -> None:
    """Let a service have all cores but the last."""
    if len(CORES) > 1:
        os.sched_setaffinity(pid, CORES[:-1])
