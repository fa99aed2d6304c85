"""What it means to a socket that its work ended with an exception."""

from typing import Any

from server import messages
from server.errors import internal
from server.graph import Refused, SessionEnded, TooSlow
from server.messages import Close, Closing


def outcome(problem: Exception, *, lasting: bool) -> list[dict[str, Any]] | Close:
    """The errors to tell the client, or how to close the socket.

    lasting: it was not about one answer, and the client is to come back when it broke.
    """
    match problem:
        case Refused():
            return problem.errors
        case SessionEnded():
            return messages.SESSION_ENDED
        case TooSlow():
            return messages.TOO_SLOW
        case Closing():
            return problem.close
    # Whatever else goes wrong is ours: the log has the cause, and the client of one answer an id
    # for it. Of a subscription an `error` would be the last word, and this may be mended soon.
    told = internal(problem)
    return messages.BROKEN if lasting else [told]
