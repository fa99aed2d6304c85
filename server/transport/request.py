"""What a request asks for, checked before anything acts on it."""

import asyncio
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson
from starlette.types import Receive, Scope

from server.transport.errors import Rejected
from server.transport.http_connection import arrived

LARGEST = 1024 * 1024
DISCARDED = 16 * LARGEST  # read and thrown away, so that a client who is still sending hears why
PATIENCE = 30.0  # seconds for a body to arrive
DEEPEST = 64
PARAMETERS = ("query", "operationName", "variables", "extensions")
TOO_LARGE = "The body must not be larger than 1 MiB."
CLOSE = ((b"connection", b"close"),)
#: An object as JSON has it, read from what a client sent.
JSONObject = dict[str, object]


class GraphQLRequest(NamedTuple):
    """One operation, as the client wrote it."""

    query: str
    operation_name: str | None
    variables: dict[str, Any] | None


class Left(Exception):
    """The client went away before it had said what it wanted."""


async def read_body(scope: Scope, receive: Receive, length: bytes | None) -> bytes:
    """The whole body; raises Rejected past 1 MiB or 30 seconds, Left when the client goes."""
    if length is not None and int(length) > DISCARDED:
        raise Rejected(413, TOO_LARGE, headers=CLOSE)
    if arrived(scope):  # as nearly always, and no timer is needed
        return await _read_all(receive)
    try:
        async with asyncio.timeout(PATIENCE):
            return await _read_all(receive)
    except TimeoutError:
        raise Rejected(408, "The body did not arrive in time.", headers=CLOSE) from None


async def _read_all(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    size, more = 0, True
    while more and size <= DISCARDED:
        event = await receive()
        if event["type"] == "http.disconnect":
            raise Left
        chunk = event.get("body", b"")
        size += len(chunk)
        if size <= LARGEST:
            chunks.append(chunk)
        more = event.get("more_body", False)
    if size > LARGEST:
        raise Rejected(413, TOO_LARGE, headers=CLOSE if more else ())
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def load(text: bytes) -> object:
    """A JSON value whose strings any database can hold and whose depth any code can walk."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as wrong:
        where = f"line {wrong.lineno}, column {wrong.colno}"
        raise Rejected(400, f"This is not JSON in UTF-8: {where}.") from None
    # Nearly every request is known to be fine without a walk through its values.
    if b"\\u0000" in text or text.count(b"{") + text.count(b"[") > DEEPEST:
        _walk(value)
    return value


def _walk(value: object) -> None:
    level = [value]
    for _ in range(DEEPEST + 1):
        if any(isinstance(each, str) and "\0" in each for each in level):
            raise Rejected(400, "A text must not contain the character U+0000.")
        lists = [each for each in level if isinstance(each, list)]
        objects = [each for each in level if isinstance(each, dict)]
        level = [inner for each in lists for inner in each]
        level += [inner for each in objects for pair in each.items() for inner in pair]
        if not level:
            return
    raise Rejected(400, f"JSON must not be nested deeper than {DEEPEST}.")


def request_in(document: object) -> GraphQLRequest:
    """The operation in a parsed body; raises Rejected when a part has the wrong type."""
    if not isinstance(document, dict):
        raise Rejected(400, "The request must be one JSON object.")
    query, name = document.get("query"), document.get("operationName")
    variables, extensions = document.get("variables"), document.get("extensions")
    if not isinstance(query, str):
        raise Rejected(400, "The request must have a query, which is a string.")
    if not (name is None or isinstance(name, str)):
        raise Rejected(400, "operationName must be a string.")
    if not (variables is None or isinstance(variables, dict)):
        raise Rejected(400, "variables must be an object.")
    if not (extensions is None or isinstance(extensions, dict)):
        raise Rejected(400, "extensions must be an object.")
    return GraphQLRequest(query, name, variables)


def parameters(query_string: bytes) -> dict[str, str]:
    """The parameters of a URL; raises Rejected when they are not text, or given twice."""
    try:
        pairs = parse_qsl(
            query_string.decode(), keep_blank_values=True, errors="strict", max_num_fields=100
        )
    except ValueError:
        raise Rejected(400, "The URL's parameters must be UTF-8, and at most 100.") from None
    for name in PARAMETERS:
        if sum(each == name for each, _ in pairs) > 1:
            raise Rejected(400, f"{name} must be given once.")
    if any("\0" in value for _, value in pairs):
        raise Rejected(400, "A text must not contain the character U+0000.")
    return dict(pairs)


def request_in_url(given: dict[str, str]) -> GraphQLRequest:
    """The operation in a URL's parameters."""
    return request_in(
        {
            "query": given.get("query"),
            "operationName": given.get("operationName") or None,
            "variables": load(given["variables"].encode()) if given.get("variables") else None,
            "extensions": load(given["extensions"].encode()) if given.get("extensions") else None,
        }
    )
