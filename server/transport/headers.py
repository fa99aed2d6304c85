"""What the headers of a request say: who asks, and what they can read."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from starlette.types import Scope

from server.transport.errors import Rejected

JSON = b"application/json"
GRAPHQL = b"application/graphql-response+json"
EVENTS = b"text/event-stream"
HTML = b"text/html"

READ = frozenset(
    (
        b"accept",
        b"authorization",
        b"content-type",
        b"content-length",
        b"content-encoding",
        b"origin",
        b"host",
    )
)
LONGEST_ACCEPT = 1024
PLAIN = ((b"accept-encoding", b"identity"),)
BEARER = re.compile(rb"bearer +([A-Za-z0-9._~+/-]{1,4096}=*)", re.IGNORECASE)
QUALITY = re.compile(rb"0(\.\d{0,3})?|1(\.0{0,3})?")


class Accepts(NamedTuple):
    """What the client can read: which JSON type if any, event streams, pages."""

    json: bytes | None
    events: bool
    html: bool


def read(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The headers we look at; one that is repeated becomes a list, as HTTP has it."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in READ:
            found[name] = found[name] + b"," + value if name in found else value
    return found


def address_of(scope: Scope) -> str:
    """The source that a request or a socket comes from, as a trusted proxy says it.

    An address of IPv4 or, since one client has so many, a network of IPv6.
    server/transport/http_connection.py has worked it out.
    """
    client = scope.get("client")
    return str(client[0]) if client else ""


def bearer(authorization: bytes | None) -> str | None:
    """The token of an Authorization header, None without a header."""
    if authorization is None:
        return None
    found = BEARER.fullmatch(authorization)
    if found is None:
        raise Rejected(
            401,
            "Authorization must be: Bearer TOKEN.",
            "UNAUTHENTICATED",
            ((b"www-authenticate", b"Bearer"),),
        )
    return found[1].decode("ascii")


@lru_cache(maxsize=256)
def _accepts(accept: bytes) -> Accepts:
    ranges: dict[bytes, float] = {}
    for part in accept.split(b","):
        media, *parameters = part.split(b";")
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition(b"=")
            if name.strip().lower() == b"q":
                quality = float(value) if QUALITY.fullmatch(value.strip()) else 0.0
        ranges[media.strip().lower()] = quality
    anything = ranges.get(b"application/*", ranges.get(b"*/*", 0.0))
    json, graphql = ranges.get(JSON, anything), ranges.get(GRAPHQL, anything)
    # Whoever takes anything gets application/json, as before the newer type was there.
    newer = graphql > json or (graphql == json and GRAPHQL in ranges)
    return Accepts(
        (GRAPHQL if newer else JSON) if json or graphql else None,
        ranges.get(EVENTS, 0.0) > 0,
        ranges.get(HTML, 0.0) > 0,
    )


def accepts(accept: bytes) -> Accepts:
    """What an Accept header asks for; an empty one takes anything."""
    if len(accept) > LONGEST_ACCEPT:
        raise Rejected(400, "The Accept header is too long.")
    return _accepts(accept.strip() or b"*/*")


def require_json(headers: dict[bytes, bytes]) -> None:
    """Refuse a body that is anything but plain JSON in UTF-8."""
    content_type = headers.get(b"content-type", b"")
    if content_type != JSON:
        media, *parameters = content_type.lower().split(b";")
        charsets = {
            value.strip().strip(b'"')
            for name, _, value in (each.partition(b"=") for each in parameters)
            if name.strip() == b"charset"
        }
        if media.strip() != JSON or charsets - {b"utf-8"}:
            raise Rejected(415, "Content-Type must be application/json, in UTF-8.")
    if headers.get(b"content-encoding", b"identity").strip().lower() != b"identity":
        raise Rejected(415, "The body must not be compressed.", headers=PLAIN)
