"""Which cores of the machine are whose."""

import os
import sys


def apart(pid: int, *, service: bool) -> None:
    """Keep the last core for whoever measures and attacks, and the others for the service."""
    if sys.platform == "linux" and len(cores := sorted(os.sched_getaffinity(pid))) > 1:
        os.sched_setaffinity(pid, cores[:-1] if service else cores[-1:])
