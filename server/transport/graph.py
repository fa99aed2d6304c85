"""What the protocols ask of the graph, and how it says no."""

from collections.abc import AsyncIterator
from typing import Any, Literal, Protocol

from permissions.caller import Caller
from schema.execution.graph import Refused, SessionEnded, TooSlow


class Prepared(Protocol):
    """An operation that was parsed and validated."""

    @property
    def type(self) -> Literal["query", "mutation", "subscription"]:
        """What kind of operation it is."""


class Graph(Protocol):
    """Whoever answers operations; takes only what its own prepare made."""

    async def prepare(self, query: str, operation_name: str | None, caller: Caller, /) -> Prepared:
        """The operation to run; raises Refused."""

    async def run(
        self, prepared: Any, variables: dict[str, Any] | None, caller: Caller, /
    ) -> bytes:
        """The whole response of a query or mutation as JSON; raises Refused."""

    def stream(
        self, prepared: Any, variables: dict[str, Any] | None, caller: Caller, /
    ) -> AsyncIterator[str]:
        """Whole results of a subscription, each JSON on one line; raises Refused, SessionEnded."""

    async def knows(self, caller: Caller, /) -> bool:
        """Whether a token comes with it that is of a live session."""

    async def until_over(self, caller: Caller, /) -> None:
        """Return when the session behind the token ends."""


__all__ = ["Graph", "Prepared", "Refused", "SessionEnded", "TooSlow"]
