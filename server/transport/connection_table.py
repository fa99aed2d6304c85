"""Every connection that is open: how many, from where, and how long each may keep us waiting."""

import asyncio
import math
from collections import Counter, OrderedDict
from dataclasses import dataclass

import structlog
from uvicorn.server import ServerState

from server.transport.errors import internal
from server.transport.proxies import Proxies

REFUSED = 64  # connections past the limit of their address that are told so at once
RETRY_AFTER = 10  # seconds
AT_ONCE = 100  # that are looked after before others get their turn of the loop
SEEN_AGAIN = 60.0  # seconds between two lines in the log about the same limit
log = structlog.get_logger("whose.server")


@dataclass(frozen=True)
class Limits:
    """How many connections may be open, and for how many seconds they may keep us waiting."""

    connections: int = 10_000
    of_an_address: int = 500
    #: For the first byte of a request and all of its headers.
    head: float = 10.0
    #: For its body: a little more than server/transport/request.py allows, which tells the client.
    body: float = 35.0
    #: Between two requests.
    between: float = 5.0
    #: Until a peer that says nothing is pinged, and until it must have answered.
    silence: float = 25.0
    answer: float = 20.0
    #: Between two comments on an event stream.
    heartbeat: float = 12.0
    #: Between two looks at all of them.
    sweep: float = 1.0


class TrackedConnection:
    """A connection, as far as limits are concerned."""

    #: The loop's time at which something is to be done about it.
    due = math.inf
    #: The source that it counts for, None while it counts for none.
    counted: str | None = None
    #: Whether its source has too many.
    refused = False

    def overdue(self, now: float) -> None:
        """Do what is to be done."""

    def abort(self) -> None:
        """Drop the connection and what waits for it, now."""


class ConnectionTable:
    """Counts connections, makes room for new ones, and looks after those that are overdue."""

    def __init__(self, limits: Limits, proxies: Proxies) -> None:
        self.limits, self.proxies = limits, proxies
        self._open: set[TrackedConnection] = set()
        #: Those that wait for their client, or whose client has not signed in: the oldest first.
        self._droppable: OrderedDict[TrackedConnection, None] = OrderedDict()
        self._by_source: Counter[str] = Counter()
        self._refused: set[TrackedConnection] = set()
        self._said: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._open)

    def add(self, connection: TrackedConnection) -> bool:
        """Take a new connection; False where there is no room for it."""
        if len(self._open) >= self.limits.connections and not self._make_room():
            return False
        self._open.add(connection)
        self._droppable[connection] = None
        return True

    def _make_room(self) -> bool:
        self._say("connections_full", open=len(self._open))
        if not self._droppable:
            return False
        oldest = next(iter(self._droppable))
        self.remove(oldest)
        oldest.abort()
        return True

    def replace(self, old: TrackedConnection, new: TrackedConnection) -> None:
        """Go on with a connection as another protocol."""
        self._open.discard(old)
        self._open.add(new)
        new.counted, old.counted = old.counted, None
        new.refused = old.refused
        if old in self._refused:
            self._refused.discard(old)
            self._refused.add(new)
        self._droppable.pop(old, None)
        self._droppable[new] = None

    def remove(self, connection: TrackedConnection) -> None:
        """Forget a connection that is gone."""
        self._open.discard(connection)
        self._droppable.pop(connection, None)
        self.count(connection, None)

    def keep(self, connection: TrackedConnection) -> None:
        """Drop it for no other: its client has signed in, or is owed an answer."""
        self._droppable.pop(connection, None)

    def waits(self, connection: TrackedConnection) -> None:
        """Drop it rather than refuse another: it waits for its client."""
        if connection in self._open:
            self._droppable[connection] = None

    def count(self, connection: TrackedConnection, source: str | None) -> bool:
        """Count it for a source, or for none; False where it has to be dropped at once."""
        if (counted := connection.counted) is not None:
            self._by_source[counted] -= 1
            if not self._by_source[counted]:
                del self._by_source[counted]
        self._refused.discard(connection)
        connection.refused, connection.counted = False, source
        if not source:
            return True
        self._by_source[source] += 1
        if self._by_source[source] <= self.limits.of_an_address:
            return True
        self._say("address_full", address=source)
        connection.refused = True
        self._refused.add(connection)
        return len(self._refused) <= REFUSED

    def _say(self, event: str, **more: str | int) -> None:
        """Log that a limit is reached, not each time that it is."""
        now = asyncio.get_running_loop().time()
        if now - self._said.get(event, -math.inf) >= SEEN_AGAIN:
            self._said[event] = now
            log.warning(event, **more)

    async def watch(self) -> None:
        """Look at all connections now and then: one timer, however many they are."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self.limits.sweep)
            now = loop.time()
            due = [it for it in self._open if it.due <= now]
            for place, connection in enumerate(due):
                try:
                    connection.overdue(now)
                except Exception as unforeseen:
                    # Whatever is wrong with one, the others must not be left alone.
                    internal(unforeseen)
                if place % AT_ONCE == AT_ONCE - 1:
                    await asyncio.sleep(0)


class State(ServerState):
    """What uvicorn hands to every connection of a server."""

    def __init__(self, table: ConnectionTable) -> None:
        super().__init__()
        self.table = table
