"""The statistics of tickets: section 6 of the domain in plain words."""

import math
from collections.abc import Iterable
from typing import Any

from tests.model.world import Key, Ticket

#: What is said where nothing took any time.
NEVER: dict[str, int | None] = {"median": None, "p90": None}


def by_assignee(tickets: Iterable[Ticket]) -> dict[Key | None, list[Ticket]]:
    """The tickets of each who has some, nobody included."""
    groups: dict[Key | None, list[Ticket]] = {}
    for ticket in tickets:
        groups.setdefault(ticket.assignee, []).append(ticket)
    return groups


def figures(tickets: list[Ticket], unit: int = 1) -> dict[str, Any]:
    """The definitions of the domain, one by one; how many seconds the unit of time in them has."""
    closed = [it for it in tickets if it.status == "CLOSED"]
    replies, count = sum(it.replies for it in closed), len(closed)
    return {
        "new": len(tickets),
        "closed": len([it for it in closed if it.closer]),
        "closedAutomatically": len([it for it in closed if not it.closer]),
        "unresolved": len(tickets) - count,
        "reopened": len([it for it in tickets if it.reopened]),
        # To two decimals, half a hundredth upwards.
        "averageRepliesToClose": (200 * replies + count) // (2 * count) / 100 if count else None,
        "firstReplyTime": _ranks([(it.created, it.answered) for it in tickets], unit),
        "timeToClose": _ranks([(it.created, it.closed) for it in tickets], unit),
    }


def _ranks(spans: list[tuple[int, int | None]], unit: int) -> dict[str, int | None]:
    """How many seconds half of them, and nine in ten, took at most."""
    took = sorted(unit * (end - begin) for begin, end in spans if end is not None)
    half, most = (math.ceil(percent * len(took) / 100) for percent in (50, 90))
    return {"median": took[half - 1], "p90": took[most - 1]} if took else NEVER
