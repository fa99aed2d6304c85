"""Pub/sub: that somebody has something to read. The rows are the truth, a message is a hint."""

from collections.abc import Iterable
from typing import Protocol


class Signal(Protocol):
    """Is set when something was published on one of its topics since the last wait."""

    @property
    def is_set(self) -> bool:
        """Whether something was published since the last wait."""

    async def wait(self) -> None:
        """Wait for the next message; those that came meanwhile count as one."""

    def close(self) -> None:
        """Listen no longer."""


class PubSub(Protocol):
    """Carries hints from whoever writes to whoever listens."""

    async def publish(self, topics: Iterable[str]) -> None:
        """Wake whoever listens to one of the topics."""

    async def listen(self, *topics: str) -> Signal:
        """A signal that is set whenever something is published on one of the topics from now on."""

    async def close(self) -> None:
        """Give back what it holds."""


def user_topic(user_id: int) -> str:
    """The topic of what concerns one user: their inbox, their sessions, their rights."""
    return f"user:{user_id}"


def account_topic(account_id: int) -> str:
    """The topic of the events of an account."""
    return f"account:{account_id}"
