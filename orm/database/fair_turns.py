"""Fair turns: accounts in rotation, the people of each in rotation, each person's work in order."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple


class Origin(NamedTuple):
    """Whose work it is: a person of an account; without an account, an address or the service."""

    account: int | None
    person: int | str


#: No user has this id, and an address is a text, even where none is known.
SERVICE = Origin(None, 0)


def of_no_account(person: int | str) -> Origin:
    """Work for which no account is locked; it waits behind the same person's only.

    person: a user's id, or the address of somebody who is not known yet.
    """
    return Origin(None, person)


class Queue:
    """What waits of one account: its people in rotation."""

    def __init__(self) -> None:
        self._people: OrderedDict[int | str, deque[asyncio.Future[None]]] = OrderedDict()

    def put(self, person: int | str, turn: asyncio.Future[None]) -> None:
        """Let a person wait."""
        self._people.setdefault(person, deque()).append(turn)

    def take(self) -> asyncio.Future[None] | None:
        """Who is next, None where nobody waits; who has given up is passed over."""
        while self._people:
            person, turns = self._people.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self._people[person] = turns
            if not turn.done():
                return turn
        return None


class FairTurns:
    """Lets in at most so many at once.

    one_each: and of each account at most one.
    """

    def __init__(self, most: int = 1, *, one_each: bool = False) -> None:
        self._most, self._one_each = most, one_each
        self._inside = 0
        #: How many wait.
        self.waiting = 0
        self._queues: dict[int | None, Queue] = {}
        #: Accounts of which somebody waits and may be let in, in the order of their turns.
        self._ready: OrderedDict[int | None, None] = OrderedDict()
        #: Accounts of which somebody is inside, where that keeps others of it out.
        self._busy: set[int | None] = set()

    @asynccontextmanager
    async def turn(self, origin: Origin) -> AsyncIterator[None]:
        """Enter when it is one's turn."""
        await self.acquire(origin)
        try:
            yield
        finally:
            self.release(origin)

    async def pace(self, origin: Origin) -> None:
        """Wait for a turn; few have one before the event loop has looked at everybody else."""
        async with self.turn(origin):
            await asyncio.sleep(0)

    async def acquire(self, origin: Origin) -> None:
        """Wait for a turn, which ends with release."""
        if self._inside < self._most and origin.account not in self._busy:
            self._enter(origin.account)
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(origin.account, Queue()).put(origin.person, turn)
        if origin.account not in self._busy:
            self._ready[origin.account] = None
        self.waiting += 1
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                self.waiting -= 1
            else:  # it was given to who is cancelled before they know
                self.release(origin)
            raise

    def release(self, origin: Origin) -> None:
        """End a turn, and begin those that may begin now."""
        self._inside -= 1
        if self._one_each:
            self._busy.discard(origin.account)
            if origin.account in self._queues:
                self._ready[origin.account] = None
        while self._ready and self._inside < self._most:
            self._let_in(self._ready.popitem(last=False)[0])

    def _let_in(self, account: int | None) -> None:
        turn = self._queues[account].take()
        if turn is None:
            del self._queues[account]
            return
        if not self._one_each:
            self._ready[account] = None
        self.waiting -= 1
        self._enter(account)
        turn.set_result(None)

    def _enter(self, account: int | None) -> None:
        self._inside += 1
        if self._one_each:
            self._busy.add(account)
