"""The broker rings: somebody has something to read. The rows are the truth, a ring is a hint."""

from collections.abc import Iterable
from typing import Protocol


class Bell(Protocol):
    """Rings when something was published on one of its topics since it was last heard."""

    @property
    def rings(self) -> bool:
        """Whether it has rung since it was last heard."""

    async def rung(self) -> None:
        """Wait for the next ring; those that came meanwhile count as one."""

    def close(self) -> None:
        """Listen no longer."""


class Broker(Protocol):
    """Carries rings between whoever writes and whoever listens."""

    async def ring(self, topics: Iterable[str]) -> None:
        """Wake whoever listens to one of the topics."""

    async def listen(self, *topics: str) -> Bell:
        """A bell that hears every ring from now on."""

    async def close(self) -> None:
        """Give back what it holds."""


def of_user(user_id: int) -> str:
    """The topic of what concerns one user: their inbox, their sessions, their rights."""
    return f"user:{user_id}"


def of_account(account_id: int) -> str:
    """The topic of the events of an account."""
    return f"account:{account_id}"
