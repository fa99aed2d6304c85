"""Which web pages may use the service from a browser, and what browsers are told of it (CORS)."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from server.transport.errors import Rejected

Headers = tuple[tuple[bytes, bytes], ...]
STANDARD_PORTS = {"http": 80, "https": 443}
LOCAL = ("localhost", "127.0.0.1", "::1")
LONGEST = 512
VARY = (b"vary", b"origin")
EXPOSED = (b"access-control-expose-headers", b"retry-after")
PREFLIGHT: Headers = (
    (b"access-control-allow-methods", b"GET, POST"),
    # The star stands for every header but this one; no credentials are sent without being asked.
    (b"access-control-allow-headers", b"authorization, *"),
    (b"access-control-max-age", b"7200"),
)


class Origin(NamedTuple):
    """Where a page comes from, its port written out where it is known."""

    scheme: str
    host: str
    port: int | None


class Origins:
    """The origins whose pages may use the service; its own always may."""

    def __init__(self, allowed: str = "", *, local: bool = False) -> None:
        """Allow some origins, with commas; local: this machine's, whatever the port, as well.

        Raises ValueError for what is no origin.
        """
        named = filter(None, (each.strip() for each in allowed.split(",")))
        self._allowed = frozenset(_expected(each) for each in named)
        self._local = local

    def check(self, headers: dict[bytes, bytes]) -> Headers:
        """What a browser must be told so that the page may read the answer. Raises Rejected.

        Who sends no Origin is no page of another origin: a program, or a page of our own.
        """
        given = headers.get(b"origin")
        if given is None:
            return ()
        if not self.allows(given, headers.get(b"host", b"")):
            raise Rejected(403, "Pages of this origin may not use the service.", "FORBIDDEN")
        return (b"access-control-allow-origin", given), EXPOSED

    def allows(self, given: bytes, host: bytes) -> bool:
        """Whether a page of an origin may use the service that the browser knows as this host."""
        origin = parsed(given[:LONGEST].decode("latin-1"))
        if origin is None:
            return False
        if origin in self._allowed or (self._local and origin.host in LOCAL):
            return True
        # Behind a proxy that does TLS the scheme is not known here, only what the browser asked.
        return parsed(f"{origin.scheme}://{host[:LONGEST].decode('latin-1')}") == origin


@lru_cache(maxsize=1024)
def parsed(text: str) -> Origin | None:
    """An origin as browsers write it, None where it is none."""
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        return None
    if not url.scheme or not url.hostname or text != f"{url.scheme}://{url.netloc}":
        return None
    if "@" in url.netloc or "*" in url.netloc:
        return None
    return Origin(url.scheme, url.hostname, port or STANDARD_PORTS.get(url.scheme))


def _expected(text: str) -> Origin:
    origin = parsed(text.lower())
    if origin is None:
        raise ValueError("it must name origins, such as https://app.example, with commas")
    return origin
