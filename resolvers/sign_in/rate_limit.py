"""How often somebody may try a password in vain.

Failures of the last hour are counted in the database: for each user from each network, for each
user from everywhere, and for each network over all users. Past a number each failure doubles the
wait before the next attempt. Only time takes a failure back; but who signs in takes back their own,
those from the same network. From a network where a user has signed in before, only the failures
from there count: strangers cannot keep anybody out of where they always sign in.
"""

import hashlib
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from reader.credentials import Failures

#: Failures that nobody has to wait after.
FREE_FOR_USER_FROM_SOURCE, FREE_FOR_USER, FREE_FROM_SOURCE = 5, 10, 50
LONGEST_WAIT = 300  # seconds
LONGEST_SOURCE = 64
#: The subject of the row that stands for an attempt, whoever's password was tried.
ANYBODY = ""


class Subject(NamedTuple):
    """Whose password is tried."""

    key: str
    #: Whether they have signed in from there before.
    is_known_place: bool = False


def subject_of_user(user_id: int) -> str:
    """How failures name a user."""
    return f"User:{user_id}"


def subject_of_nobody(email: str) -> str:
    """How failures name an e-mail that is no user's, so that it is answered like any other."""
    return hashlib.sha256(email.encode()).hexdigest()


def source_of(address: str, bits: int = 64) -> str:
    """The network of an address: itself, or of IPv6 so many bits, of which one host has 64."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:LONGEST_SOURCE]
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.IPv6Network((ip, bits), strict=False))


@dataclass(frozen=True)
class FailureCount:
    """How many attempts have failed, and when the last of them did."""

    number: int
    last: int

    @classmethod
    def of(cls, rows: Iterable[Failures]) -> "FailureCount":
        """The sum of some counts."""
        found = list(rows)
        return cls(sum(it.number for it in found), max((it.last for it in found), default=0))

    def until(self, free: int) -> int:
        """When the next attempt may be made, in seconds since the epoch."""
        if self.number < free:
            return 0
        return self.last + int(min(LONGEST_WAIT, 2.0 ** min(self.number - free, 30)))


class FailureCounts:
    """The failures that decide about an attempt."""

    def __init__(self, rows: list[Failures], source: str) -> None:
        self._rows, self._source = rows, source

    def of(self, subject: Subject) -> list[tuple[FailureCount, int]]:
        """What counts against a subject, each with how many failures are free."""
        own = [it for it in self._rows if it.subject == subject.key]
        here = [it for it in own if it.source == self._source]
        from_here = (FailureCount.of(here), FREE_FOR_USER_FROM_SOURCE)
        if subject.is_known_place:
            return [from_here]
        all_from_here = FailureCount.of(it for it in self._rows if it.subject == ANYBODY)
        return [from_here, (FailureCount.of(own), FREE_FOR_USER), (all_from_here, FREE_FROM_SOURCE)]

    def until(self, subject: Subject) -> int:
        """When a subject may be tried, in seconds since the epoch."""
        return max(count.until(free) for count, free in self.of(subject))


def is_overtaken(
    before: list[tuple[FailureCount, int]], after: list[tuple[FailureCount, int]]
) -> bool:
    """Whether an attempt that has just been counted is one too many, or no longer the next."""
    pairs = zip(before, after, strict=True)
    return any(now.number > max(free, was.number + 1) for (was, free), (now, _) in pairs)
