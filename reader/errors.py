"""What a read can be refused for, as the client is told of it."""

from typing import Any

from orm.database.limits import TookTooLong, TooLarge

MOST_MESSAGE = 200


class ReadError(Exception):
    """What stops an operation, or one field of it that may be null."""

    code = "BAD_USER_INPUT"

    def __init__(self, message: str, *path: str | int, **extensions: Any) -> None:
        super().__init__(message)
        self.path, self.extensions = path, extensions

    def formatted(self) -> dict[str, Any]:
        """The error as GraphQL writes it."""
        extensions = {"code": self.code, **self.extensions}
        error: dict[str, Any] = {"message": str(self), "extensions": extensions}
        return error | ({"path": list(self.path)} if self.path else {})


class BadInput(ReadError):
    """An argument that cannot be used; the message names it."""


class Unauthenticated(ReadError):
    """There is no session, or it is over."""

    code = "UNAUTHENTICATED"


class Forbidden(ReadError):
    """The viewer may see it, but not do this to it."""

    code = "FORBIDDEN"


class FeatureNotAvailable(ReadError):
    """The module is off for the viewer, or the plan lacks it."""

    code = "FEATURE_NOT_AVAILABLE"


class TooCostly(ReadError):
    """The operation asks for more than a service should answer at once."""

    code = "OPERATION_TOO_COSTLY"


class RateLimited(ReadError):
    """This was tried too often, or too much of it is under way."""

    code = "RATE_LIMITED"

    def __init__(self, message: str, *path: str | int, retry_after: int) -> None:
        """retry_after: the seconds to wait before the next attempt."""
        super().__init__(message, *path, retryAfter=retry_after)


class SequenceUnknown(ReadError):
    """A client has seen a number that was never given here, as after a restored backup."""

    code = "SEQUENCE_UNKNOWN"


class TimedOut(ReadError):
    """The statement was ended, for it ran longer than one may."""

    code = "TIMED_OUT"


def past_bound(ended: TookTooLong | TooLarge) -> ReadError:
    """What a client is told of a statement that was ended."""
    return TimedOut(str(ended)) if isinstance(ended, TookTooLong) else TooCostly(str(ended))


class Refused(Exception):
    """An operation that did not begin to run: its text or its variables are wrong."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors[0]["message"])
        self.errors = errors


def short(message: str) -> str:
    """A message that repeats little of what came in, and can be written as UTF-8."""
    cut = message if len(message) <= MOST_MESSAGE else message[:MOST_MESSAGE] + "…"
    return cut.encode(errors="replace").decode()
