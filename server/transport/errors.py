"""What a client is told when a request cannot be answered."""

from uuid import uuid4

import orjson
import structlog

from orm.database.availability import why_unavailable
from reader.errors import FormattedError

UNAVAILABLE = "UNAVAILABLE"
RETRY_AFTER = 5  # seconds
#: application/graphql-response+json has a status for what is refused, application/json has not.
STATUS = {"UNAUTHENTICATED": 401, "FORBIDDEN": 403, "RATE_LIMITED": 429}
log = structlog.get_logger("whose.server")


class Rejected(Exception):
    """A request that does not get as far as the graph."""

    def __init__(
        self,
        status: int,
        message: str,
        code: str = "BAD_USER_INPUT",
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.errors = [error(message, code)]
        self.headers = headers


def error(message: str, code: str) -> FormattedError:
    """Say what went wrong, as one GraphQL error."""
    return {"message": message, "extensions": {"code": code}}


def internal(cause: Exception) -> FormattedError:
    """Log what nobody foresaw once, and give the client the id to ask about it.

    Where the database cannot work, the client is told to come back.
    """
    if why := why_unavailable(cause):
        message = f"This cannot be done at the moment: {why}."
        return {
            "message": message,
            "extensions": {"code": UNAVAILABLE, "retryAfter": RETRY_AFTER},
        }
    number = uuid4().hex
    log.error("internal_error", id=number, exc_info=cause)
    message = "Something went wrong on our side."
    return {"message": message, "extensions": {"code": "INTERNAL", "id": number}}


def failed(told: FormattedError) -> tuple[int, tuple[tuple[bytes, bytes], ...]]:
    """The status of a response that failed with an error of `internal`, and its headers."""
    if told["extensions"]["code"] != UNAVAILABLE:
        return 500, ()
    return 503, ((b"retry-after", b"%d" % RETRY_AFTER),)


def refused(errors: list[FormattedError]) -> tuple[int, tuple[tuple[bytes, bytes], ...]]:
    """The status of what the graph refuses, by its first error, and its headers."""
    extensions = errors[0]["extensions"]
    seconds = extensions.get("retryAfter")
    headers = ((b"retry-after", b"%d" % seconds),) if seconds is not None else ()
    return STATUS.get(extensions["code"], 400), headers


def failure(errors: list[FormattedError]) -> bytes:
    """A whole response that holds nothing but errors."""
    return orjson.dumps({"errors": errors})
