"""What a statement is bounded by, and what is raised where it goes past a bound."""

from typing import NamedTuple

from orm.errors import TimedOut, TooCostly

MOST_ANSWER = 8 * 1024 * 1024  # bytes
#: While the service runs; commands such as an import may take as long as they like.
WRITE_TIMEOUT = 30.0  # seconds


class Limits(NamedTuple):
    """What one statement may take."""

    #: How long one that reads may run, in seconds.
    read: float = 10.0
    #: How large its answer may be, and whatever it makes on the way to that; in bytes.
    answer: int = MOST_ANSWER
    #: How long one that writes may run, and on PostgreSQL wait and its transaction be idle; in
    #: seconds. None where it may take as long as it likes, as an import may.
    write: float | None = None


USUAL = Limits()


def milliseconds(seconds: float) -> str:
    """A limit as PostgreSQL is told of it."""
    return f"{seconds * 1000:.0f}"


def took_too_long(seconds: float) -> TimedOut:
    """A statement that reads was ended, for it ran longer than one may."""
    return TimedOut(f"This takes more than {seconds:g} seconds; ask for less.")


def too_large(most: int) -> TooCostly:
    """A statement was ended, for its answer has more than so many bytes."""
    return TooCostly(
        f"The answer is larger than {most / 1024 / 1024:g} MiB; ask for less, in pages."
    )


def write_took_too_long() -> TimedOut:
    """A change was taken back, for a statement of it ran or waited longer than one may."""
    return TimedOut("This took too long, and is not done.")
