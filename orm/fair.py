"""Fair turns: accounts in rotation, the people of each in rotation, each person's work in order."""

from typing import NamedTuple


class Origin(NamedTuple):
    """Whose work it is: a person of an account; without an account, an address or the service."""

    account: int | None
    person: int | str


SERVICE = Origin(None, "")
