"""Whoever sends an operation, before it is known who they are."""

from typing import NamedTuple

from orm.database.fair_turns import Origin, of_no_account


class Caller(NamedTuple):
    """What came with an operation: a bearer token, if any, and the address of the client."""

    token: str | None
    address: str = ""

    @property
    def origin(self) -> Origin:
        """Whose work it is until it is known who they are: that of their address."""
        return of_no_account(self.address)
