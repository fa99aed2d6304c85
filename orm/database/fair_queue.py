"""Whose turn it is: what waits for a reader, fair by account and then by person.

Whoever has used the readers least is next, by the time that their statements took; who begins to
wait is taken to have used what the others have by then. So 2,000 statements of one person hold up
another's first no longer than a few do, and neither does an account of a thousand people.
"""

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from orm.database.fair_turns import SERVICE, Origin

#: What a statement is taken to use until it is known, and at least; in seconds.
LEAST = 0.0005


class Shares(NamedTuple):
    """How many readers there are, and how many of them may be used at once for whom.

    Each is less than the next, so that there is always one for another person, for another
    account, and for the service itself, however long the statements of the others take.
    """

    person: int
    account: int
    everybody: int
    readers: int


class Waiting(Protocol):
    """What waits for a reader."""

    origin: Origin

    @property
    def is_gone(self) -> bool:
        """Whether nobody waits for it any more."""


Job = TypeVar("Job", bound=Waiting)
Place = TypeVar("Place", "Person[Any]", "Account[Any]")


@dataclass(slots=True, eq=False)
class Person(Generic[Job]):
    """What runs for one person, and what waits."""

    used: float
    waiting: deque[Job] = field(default_factory=deque)
    running: int = 0
    in_line: bool = False


@dataclass(slots=True, eq=False)
class Account(Generic[Job]):
    """The people of one account for whom something runs or waits."""

    used: float
    people: dict[int | str, Person[Job]] = field(default_factory=dict)
    line: list[tuple[float, int, Person[Job]]] = field(default_factory=list)
    #: What the person had used whose turn was the last.
    reached: float = 0.0
    running: int = 0
    in_line: bool = False


class FairQueue(Generic[Job]):
    """Says what runs and what runs next; whoever calls it sees to it that one does at a time."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._first: deque[Job] = deque()
        self._accounts: dict[int | None, Account[Job]] = {}
        self._line: list[tuple[float, int, Account[Job]]] = []
        self._reached = 0.0
        self._order = count()
        self._running = self._for_people = 0

    def enter(self, job: Job) -> bool:
        """Whether a job may run at once; otherwise it waits until an end of another gives it."""
        origin, full = job.origin, self._running >= self._shares.readers
        if origin == SERVICE:
            if full:
                self._first.append(job)
            else:
                self._running += 1
            return not full
        account = self._accounts.get(origin.account)
        if account is None:
            account = self._accounts[origin.account] = Account(self._reached)
        person = account.people.get(origin.person)
        if person is None:
            person = account.people[origin.person] = Person(account.reached)
        if not full and self._may_begin(account, person):
            self._begin(account, person)
            return True
        person.waiting.append(job)
        self._line_up(account, person)
        return False

    def end(self, job: Job, seconds: float) -> Job | None:
        """Note that a job has ended, having used so much; gives what is to run in its place."""
        origin = job.origin
        self._running -= 1
        if origin != SERVICE:
            self._for_people -= 1
            account = self._accounts[origin.account]
            person = account.people[origin.person]
            for one in (account, person):
                one.running -= 1
                one.used += max(0.0, seconds - LEAST)
            self._line_up(account, person)
            self._forget(origin, account, person)
        return self._next()

    def _may_begin(self, account: Account[Job], person: Person[Job]) -> bool:
        shares = self._shares
        return (
            person.running < shares.person
            and account.running < shares.account
            and self._for_people < shares.everybody
        )

    def _begin(self, account: Account[Job], person: Person[Job]) -> None:
        self._running += 1
        self._for_people += 1
        for one in (account, person):
            one.running += 1
            one.used += LEAST

    def _line_up(self, account: Account[Job], person: Person[Job]) -> None:
        """Let those wait in line for whom something waits and more may run."""
        if person.waiting and not person.in_line and person.running < self._shares.person:
            person.used, person.in_line = max(person.used, account.reached), True
            heappush(account.line, (person.used, next(self._order), person))
        if account.line and not account.in_line and account.running < self._shares.account:
            account.used, account.in_line = max(account.used, self._reached), True
            heappush(self._line, (account.used, next(self._order), account))

    def _next(self) -> Job | None:
        while self._first:
            job = self._first.popleft()
            if not job.is_gone:
                self._running += 1
                return job
        while self._line and self._for_people < self._shares.everybody:
            account: Account[Job] = self._least(self._line)
            self._reached = max(self._reached, account.used)
            found = self._next_of(account)
            if found is not None:
                return found
        return None

    def _next_of(self, account: Account[Job]) -> Job | None:
        while account.line:
            person: Person[Job] = self._least(account.line)
            account.reached = max(account.reached, person.used)
            while person.waiting:
                job = person.waiting.popleft()
                if not job.is_gone:
                    self._begin(account, person)
                    self._line_up(account, person)
                    return job
            self._forget(job.origin, account, person)
        return None

    def _least(self, line: list[tuple[float, int, Place]]) -> Place:
        """Take out of a line who has used least; what somebody has used since, counts too."""
        while True:
            used, _, one = heappop(line)
            if used >= one.used:
                one.in_line = False
                return one
            heappush(line, (one.used, next(self._order), one))

    def _forget(self, origin: Origin, account: Account[Job], person: Person[Job]) -> None:
        """Forget those for whom nothing runs or waits."""
        if not (person.running or person.waiting):
            account.people.pop(origin.person, None)
        if not account.people:
            self._accounts.pop(origin.account, None)
