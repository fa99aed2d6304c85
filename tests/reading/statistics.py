"""Ticket statistics in plain Python, written from the domain's section 6."""

import datetime
import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Durations:
    """How long something took, in whole seconds."""

    seconds: list[int]

    @classmethod
    def between(cls, moments: list[tuple[Any, Any]]) -> "Durations":
        """From one moment to another, where there are both."""
        known = [(one, other) for one, other in moments if other is not None]
        return cls(sorted(_whole(other) - _whole(one) for one, other in known))

    def figure(self, name: str, resolve: Any) -> Any:
        """The value whose rank is the nearest to a share of all."""
        share = {"median": 50, "p90": 90}[name]
        rank = math.ceil(share * len(self.seconds) / 100)
        return self.seconds[rank - 1] if self.seconds else None


def _whole(moment: datetime.datetime) -> int:
    return math.floor(moment.timestamp())


@dataclass(frozen=True)
class Figures:
    """The figures of some tickets, which may be those of one user."""

    tickets: list[Any]
    user: int | None = None

    @property
    def closed(self) -> list[Any]:
        """Those that are closed now."""
        return [ticket for ticket in self.tickets if ticket.status.value == "CLOSED"]

    def figure(self, name: str, resolve: Any) -> Any:
        """What a field stands for."""
        closed, all_ = self.closed, self.tickets
        plain: dict[str, Any] = {
            "new": len(all_),
            "closed": len([it for it in closed if not it.closed_automatically]),
            "closedAutomatically": len([it for it in closed if it.closed_automatically]),
            "unresolved": len(all_) - len(closed),
            "reopened": len([it for it in all_ if it.reopened]),
            "averageRepliesToClose": mean([it.reply_count for it in closed]),
        }
        if name in plain:
            return plain[name]
        if name == "user":
            return resolve.one("User", self.user)
        if name == "byAssignee":
            users = {it.assigned_to_id for it in all_}
            ordered = sorted(users, key=lambda id_: (id_ is None, id_ or 0))
            groups = [(id_, [it for it in all_ if it.assigned_to_id == id_]) for id_ in ordered]
            return [("AssigneeStatistics", Figures(those, id_)) for id_, those in groups]
        until = {"firstReplyTime": "first_reply_at", "timeToClose": "closed_at"}[name]
        moments = [(it.created_at, getattr(it, until)) for it in all_]
        return "Duration", Durations.between(moments)


def mean(numbers: list[int]) -> float | None:
    """The mean to two decimals, half a hundredth upwards; None of nothing."""
    if not numbers:
        return None
    return (200 * sum(numbers) + len(numbers)) // (2 * len(numbers)) / 100


def in_range(ticket: Any, given: dict[str, Any]) -> bool:
    """Whether a ticket was created on one of the days of a range, in UTC."""
    day = ticket.created_at.astimezone(datetime.UTC).date().isoformat()
    return bool(given["from"] <= day <= given["to"])
