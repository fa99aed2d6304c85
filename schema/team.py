"""A team, as clients see it."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.record import Through
from orm.team import Membership
from orm.team import Team as OrmTeam
from permissions.team import TeamAccess
from reader.source import Many
from schema.fields import column, come, entity, related
from schema.record import Node

if TYPE_CHECKING:
    from schema.user import User

LazyUser = Annotated["User", strawberry.lazy("schema.user")]


@entity(OrmTeam, TeamAccess, order=("name",))
@strawberry.type(description="People who work together.")
class Team(Node):
    """People who work together."""

    name: str = column("What it is called.")
    lead: LazyUser | None = related("Who leads it.", "lead")
    members: list[LazyUser] = come(
        "Who is in it.", Many(through=Through(Membership, mine="team_id", theirs="user_id"))
    )


@strawberry.type
class TeamQueries:
    """The roots that read teams."""

    teams: list[Team] = come("The teams of the account.", Many())
