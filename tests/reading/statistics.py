"""The statistics of the tickets that somebody sees: what the model says of these."""

import datetime
from dataclasses import dataclass
from typing import Any

from tests.model.statistics import by_assignee, figures
from tests.model.world import Key, Ticket
from tests.world.learning import id_of


@dataclass(frozen=True)
class Figures:
    """The figures of some tickets, which may be those of one user."""

    tickets: list[Ticket]
    user: Key | None = None

    def figure(self, name: str, resolve: Any) -> Any:
        """What a field stands for."""
        if name == "user":
            return resolve.one("User", self.user and id_of(self.user))
        if name == "byAssignee":
            groups = by_assignee(self.tickets).items()
            ordered = sorted(groups, key=lambda it: (it[0] is None, it[0] and id_of(it[0])))
            return [("AssigneeStatistics", Figures(some, user)) for user, some in ordered]
        found = figures(self.tickets)[name]
        return ("Duration", found) if isinstance(found, dict) else found


def in_range(ticket: Any, given: dict[str, Any]) -> bool:
    """Whether a ticket was created on one of the days of a range, in UTC."""
    day = ticket.created_at.astimezone(datetime.UTC).date().isoformat()
    return bool(given["from"] <= day <= given["to"])
