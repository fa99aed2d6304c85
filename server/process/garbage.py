"""Python's collector of garbage, told how a service lives."""

import gc

THRESHOLDS = 5_000, 4, 20


def tune_garbage_collector() -> None:
    """Leave what the service consists of alone, and seldom look through what it remembers.

    A full collection takes some 0.3 microseconds an object while nobody is answered: 80
    milliseconds after the start, for what never goes, and again for each 25% more documents.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
