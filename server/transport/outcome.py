"""What it means to a socket that its work ended with an exception."""

from reader.errors import FormattedError, Refused
from server.transport import frames
from server.transport.errors import internal
from server.transport.frames import Close, Closing
from subscriptions.listener import TooSlow
from subscriptions.request import SessionEnded


def outcome(problem: Exception, *, lasting: bool) -> list[FormattedError] | Close:
    """The errors to tell the client, or how to close the socket.

    lasting: it was not about one answer, and the client is to come back when it broke.
    """
    match problem:
        case Refused():
            return problem.errors
        case SessionEnded():
            return frames.SESSION_ENDED
        case TooSlow():
            return frames.TOO_SLOW
        case Closing():
            return problem.close
    # Whatever else goes wrong is ours: the log has the cause, and the client of one answer an id
    # for it. Of a subscription an `error` would be the last word, and this may be mended soon.
    told = internal(problem)
    return frames.BROKEN if lasting else [told]
