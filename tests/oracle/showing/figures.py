"""What is asked of the statistics of tickets, and what somebody is answered."""

from typing import Any

from tests.model.statistics import by_assignee, figures
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
    groups = [
        {"user": {"id": user} if user else None, **figures(some, DAY)}
        for user, some in by_assignee(tickets).items()
    ]
    mine = [it for it in tickets if (it.assignee, it.inbox) == (me, inbox)]
    return {"figures": {**figures(tickets, DAY), "byAssignee": groups}, "mine": figures(mine, DAY)}


def to_the_day(duration: dict[str, int | None]) -> dict[str, int | None]:
    """The same in whole days, since the model has no shorter time."""
    return {name: None if it is None else DAY * round(it / DAY) for name, it in duration.items()}
