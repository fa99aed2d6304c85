"""The statistics of tickets: section 6 of the domain in plain words."""

import math
from typing import Any

from tests.model.world import Key, Ticket

DAY = 86_400  # seconds
FIGURES = """new closed closedAutomatically unresolved reopened averageRepliesToClose
  firstReplyTime { median p90 } timeToClose { median p90 }"""
EVER = 'from: "2000-01-01", to: "2999-12-31"'
#: All, grouped by assignee; and those of oneself in one inbox.
ASKED = f"""figures: ticketStatistics({EVER}) @include(if: $tickets) {{
    {FIGURES} byAssignee {{ user {{ id }} {FIGURES} }}
  }}
  mine: ticketStatistics({EVER}, users: [$me], inbox: $inbox) @include(if: $tickets) {{ {FIGURES} }}
"""


def statistics(tickets: list[Ticket], me: Key, inbox: Key) -> dict[str, Any]:
    """What somebody is answered who sees these tickets."""
    assignees = {it.assignee for it in tickets}
    groups = {user: [it for it in tickets if it.assignee == user] for user in assignees}
    by_assignee = [
        {"user": {"id": user} if user else None, **figures(some)} for user, some in groups.items()
    ]
    mine = [it for it in tickets if (it.assignee, it.inbox) == (me, inbox)]
    return {"figures": {**figures(tickets), "byAssignee": by_assignee}, "mine": figures(mine)}


def figures(tickets: list[Ticket]) -> dict[str, Any]:
    """The definitions of the domain, one by one."""
    closed = [it for it in tickets if it.status == "CLOSED"]
    replies, count = sum(it.replies for it in closed), len(closed)
    return {
        "new": len(tickets),
        "closed": len([it for it in closed if it.closer]),
        "closedAutomatically": len([it for it in closed if not it.closer]),
        "unresolved": len(tickets) - count,
        "reopened": len([it for it in tickets if it.reopened]),
        "averageRepliesToClose": (200 * replies + count) // (2 * count) / 100 if count else None,
        "firstReplyTime": _ranks([(it.created, it.answered) for it in tickets]),
        "timeToClose": _ranks([(it.created, it.closed) for it in tickets]),
    }


def _ranks(spans: list[tuple[int, int | None]]) -> dict[str, int | None]:
    """How long half of them, and nine in ten, took at most."""
    took = sorted(DAY * (end - begin) for begin, end in spans if end is not None)
    half, most = (math.ceil(percent * len(took) / 100) for percent in (50, 90))
    return {"median": took[half - 1], "p90": took[most - 1]} if took else NEVER


NEVER: dict[str, int | None] = {"median": None, "p90": None}


def to_the_day(duration: dict[str, int | None]) -> dict[str, int | None]:
    """The same in whole days, since the model has no shorter time."""
    return {name: None if it is None else DAY * round(it / DAY) for name, it in duration.items()}
