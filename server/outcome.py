"""What it means to a socket that its work ended with an exception."""

from typing import Any

from server import messages
from server.errors import internal
from server.graph import Refused, SessionEnded, TooSlow
from server.messages import Close, Closing

#: With what the graph ends an operation; all else is unforeseen.
FORESEEN = (Refused, SessionEnded, TooSlow)


def outcome(problem: Exception) -> list[dict[str, Any]] | Close:
    """The errors to tell the client, or how to close the socket."""
    match problem:
        case Refused():
            return problem.errors
        case SessionEnded():
            return messages.SESSION_ENDED
        case TooSlow():
            return messages.TOO_SLOW
        case Closing():
            return problem.close
    # Whatever else goes wrong is ours: the client gets an id for it, the log the cause.
    return [internal(problem)]


def lost(unforeseen: Exception) -> Closing:
    """How a stream that broke ends; clients would take an `error` for the last word."""
    # Ours as well, and perhaps mended soon, so they are to come back.
    internal(unforeseen)
    return Closing(messages.BROKEN)
