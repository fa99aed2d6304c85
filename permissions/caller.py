"""Whoever sends an operation, before it is known who they are."""

from typing import NamedTuple


class Caller(NamedTuple):
    """What came with an operation: a bearer token, if any, and the address of the client."""

    token: str | None
    address: str = ""
