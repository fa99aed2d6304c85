"""How several things are said to people."""

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """One, several as "x, y and z"."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
