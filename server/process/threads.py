"""Python's threads, told how a service lives."""

import sys

#: After how many seconds a thread that computes gives way to others; Python's own 0.005 would keep
#: the event loop waiting so long again and again, after each look at its sockets.
SWITCH = 0.0005


def tune_threads() -> None:
    """Let what computes in the background give way to the event loop at once."""
    sys.setswitchinterval(SWITCH)
