"""Participants: users, and teams with all their members."""

from typing import Annotated

import strawberry

from schema.team import Team
from schema.user import User

#: The columns that name a participant; one of them is set.
PARTICIPANT = {"User": "user_id", "Team": "team_id"}

Participant = Annotated[
    User | Team,
    strawberry.union(
        "Participant", description="Participant: a user, or a team with all its members."
    ),
]
