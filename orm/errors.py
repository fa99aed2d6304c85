"""Why an operation is refused: one exception for each meaning, whichever room finds it.

`reader/errors.py` writes them as GraphQL does. What the caller can correct in an input is no error
of these, but part of the answer: see `resolvers/write/errors.py`.
"""

from typing import Self


class OperationError(Exception):
    """What stops an operation, or one field of it that may be null."""

    code: str
    #: What is said where nothing better is known.
    default_message = ""

    def __init__(self, message: str = "", *path: str | int) -> None:
        """path: where in the answer it is."""
        super().__init__(message or self.default_message)
        self.path = path

    def at(self, *path: str | int) -> Self:
        """The same error, at a place in the answer."""
        moved = type(self).__new__(type(self), *self.args)
        moved.__dict__ |= self.__dict__ | {"path": path}
        return moved


class BadInput(OperationError):
    """An argument that cannot be used; the message names it."""

    code = "BAD_USER_INPUT"


class Unauthenticated(OperationError):
    """There is no session, or it is over."""

    code = "UNAUTHENTICATED"
    default_message = "Sign in first."


class NotFound(OperationError):
    """There is nothing of this id that the viewer may read."""

    code = "NOT_FOUND"
    default_message = "There is nothing of this id."


class Forbidden(OperationError):
    """The viewer may see it, but not do this to it."""

    code = "FORBIDDEN"
    default_message = "This is not allowed to you."


class FeatureNotAvailable(OperationError):
    """The module is off for the viewer, or the plan lacks it."""

    code = "FEATURE_NOT_AVAILABLE"
    default_message = "This is not available to you."


class TooCostly(OperationError):
    """The operation asks for more than a service should answer at once."""

    code = "OPERATION_TOO_COSTLY"


class RateLimited(OperationError):
    """This was tried too often, or too much of it is under way."""

    code = "RATE_LIMITED"

    def __init__(self, message: str = "", *path: str | int, retry_after: int) -> None:
        """retry_after: the seconds to wait before the next attempt."""
        default = f"This was tried too often. Try again in {retry_after} seconds."
        super().__init__(message or default, *path)
        self.retry_after = retry_after


class SequenceUnknown(OperationError):
    """A client has seen a number that was never given here, as after a restored backup."""

    code = "SEQUENCE_UNKNOWN"

    def __init__(self, message: str, *path: str | int, highest: int) -> None:
        """highest: the last number that was given."""
        super().__init__(message, *path)
        self.highest = highest


class TimedOut(OperationError):
    """A statement was ended, for it ran or waited longer than one may."""

    code = "TIMED_OUT"


class StaleViewer(Exception):
    """The viewer is no longer who they came as: their session is over, or their rights changed.

    Whoever catches it loads the viewer again and begins anew.
    """


class Problem(Exception):
    """What the operator of the service can correct, such as a file or an address, in one line."""
