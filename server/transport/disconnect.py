"""Noticing that a client has left before it was answered."""

import asyncio
from types import TracebackType

from starlette.types import Receive

from server.transport.request import Left

#: What is answered sooner needs no look at whether somebody still waits for it.
SOON = 0.05  # seconds


class WhileConnected:
    """Ends what is inside when the client leaves: cancels it, and raises Left.

    The body has to be read by then.
    """

    __slots__ = ("_left", "_receive", "_task", "_timer", "_watch")

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = False
        self._watch: asyncio.Task[None] | None = None

    def __enter__(self) -> "WhileConnected":
        """Begin to look, in a moment."""
        self._task: asyncio.Task[object] | None = asyncio.current_task()
        self._timer = asyncio.get_running_loop().call_later(SOON, self._begin)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Look no longer. Raises Left."""
        self.stay()
        if self._left and kind is asyncio.CancelledError and self._task is not None:
            self._task.uncancel()
            raise Left from None

    def stay(self) -> None:
        """Go on to the end from here, whether or not somebody waits for it."""
        self._timer.cancel()
        if self._watch is not None:
            self._watch.cancel()

    def _begin(self) -> None:
        self._watch = asyncio.create_task(self._until_gone())

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass  # what follows the body says nothing
        self._left = True
        if self._task is not None:
            self._task.cancel()
