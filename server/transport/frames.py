"""The messages of graphql-transport-ws, as text."""

from typing import NamedTuple

import orjson
from starlette.types import Message

from reader.errors import FormattedError
from server.transport.errors import Rejected
from server.transport.headers import bearer
from server.transport.request import GraphQLRequest, JSONObject, load, request_in

SUBPROTOCOL = "graphql-transport-ws"
ACKNOWLEDGED = '{"type":"connection_ack"}'


class Close(NamedTuple):
    """How to close a socket: with a code, and why in at most 123 bytes."""

    code: int
    reason: str

    @property
    def frame(self) -> Message:
        """What closes it so."""
        return {"type": "websocket.close", "code": self.code, "reason": self.reason}


class Closing(Exception):
    """The socket is to be closed."""

    # Not Close itself: an exception that is raised again and again keeps every traceback.
    def __init__(self, close: Close) -> None:
        super().__init__(close.reason)
        self.close = close


UNACCEPTABLE = Close(4406, "Subprotocol not acceptable")
UNAUTHORIZED = Close(4401, "Unauthorized")
SESSION_ENDED = Close(4401, "The session has ended")
TOO_LATE = Close(4408, "Connection initialisation timeout")
REPEATED = Close(4429, "Too many initialisation requests")
TOO_MANY = Close(4429, "Too many connections from this address")
TOO_SLOW = Close(4290, "Too slow a reader")
# After these two, clients come back by themselves.
RESTART = Close(1012, "Service restart")
BROKEN = Close(1013, "Something went wrong on our side")


def invalid(reason: str) -> Closing:
    """Close for a message that breaks the protocol."""
    return Closing(Close(4400, reason))


def parse(text: str | None) -> JSONObject:
    """A message with a type; raises Closing."""
    if text is None:
        raise invalid("A message must be a text frame.")
    try:
        message = load(text.encode())
    except Rejected as rejected:
        raise invalid(str(rejected)) from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise invalid("A message must be an object with a type.")
    return message


def payload_of(message: JSONObject) -> JSONObject | None:
    """The payload of all but subscribe: an object or nothing; raises Closing."""
    payload = message.get("payload")
    if payload is None or isinstance(payload, dict):
        return payload
    raise invalid("The payload must be an object.")


def token_in(payload: JSONObject) -> str | None:
    """The token of connection_init, None without one; raises Closing.

    Its name is taken as that of a header is, whatever the case: who writes it otherwise would be
    nobody without a word.
    """
    given = [value for name, value in payload.items() if name.lower() == "authorization"]
    if len(given) > 1:
        raise Closing(UNAUTHORIZED)
    authorization = given[0] if given else None
    if not isinstance(authorization, str | None):
        raise invalid("authorization must be a string.")
    try:
        return bearer(None if authorization is None else authorization.encode())
    except Rejected:
        raise Closing(UNAUTHORIZED) from None


def id_of(message: JSONObject) -> str:
    """The operation a message is about; raises Closing."""
    number = message.get("id")
    if isinstance(number, str) and number:
        return number
    raise invalid("The id must be a string, and not empty.")


def request_of(message: JSONObject) -> GraphQLRequest:
    """The operation to subscribe to; raises Closing."""
    try:
        return request_in(message.get("payload"))
    except Rejected as rejected:
        raise invalid(str(rejected)) from None


def pong(payload: JSONObject | None) -> str:
    """The answer to a ping."""
    message = {"type": "pong"} if payload is None else {"type": "pong", "payload": payload}
    return orjson.dumps(message).decode()


def opening(number: str) -> str:
    """A next message up to its payload, which only lacks a brace after it."""
    return f'{{"id":{orjson.dumps(number).decode()},"type":"next","payload":'


def completed(number: str) -> str:
    """The end of an operation."""
    return orjson.dumps({"id": number, "type": "complete"}).decode()


def failed(number: str, errors: list[FormattedError]) -> str:
    """The end of an operation that was refused or broke."""
    return orjson.dumps({"id": number, "type": "error", "payload": errors}).decode()


def duplicate(number: str) -> Closing:
    """Close for an id that is in use; what does not fit into a reason is left out."""
    shown = number.encode()[:64].decode(errors="ignore")
    return Closing(Close(4409, f"Subscriber for {shown} already exists"))
