"""A team, as clients see it."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.record import Through
from orm.team import Membership
from orm.team import Team as OrmTeam
from permissions.team import TeamAccess
from reader.sources.many import Many
from resolvers import team as resolvers
from schema.types.fields import column, come, entity, mutation, ref, related, text
from schema.types.payload import DeleteByIdInput, DeletePayload, UserError
from schema.types.record import Node

if TYPE_CHECKING:
    from schema.user import User

ADMIN_ONLY = f"Open to {TeamAccess.create.words}."
LEAD = "Who leads it; they are not limited to their companies any more."
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


@strawberry.input(description="A team to be created.")
class CreateTeamInput:
    """A team to be created."""

    name: str = text("What it is called.")
    lead: strawberry.ID | None = ref(LEAD, "User")
    members: list[strawberry.ID] | None = ref("Who is in it.", "User", null="is left out")


@strawberry.input(description="What is to be changed of a team; what is left out stays.")
class UpdateTeamInput:
    """What is to be changed of a team."""

    id: strawberry.ID = ref("Which.", "Team")
    name: str | None = text("What it is called.", null="is refused")
    lead: strawberry.ID | None = ref(f"{LEAD} Null for nobody.", "User")
    members: list[strawberry.ID] | None = ref(
        "Everybody who is in it from now on.", "User", null="is refused"
    )


@strawberry.type(description="What became of a write to a team.")
class TeamPayload:
    """What became of a write to a team."""

    team: Team | None = strawberry.field(description="It; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class TeamMutations:
    """The roots that write teams."""

    create_team: TeamPayload = mutation(
        f"Create a team. {ADMIN_ONLY}", resolvers.create, CreateTeamInput
    )
    update_team: TeamPayload = mutation(
        f"Change a team. Who comes or goes gains or loses what it takes part in. {ADMIN_ONLY}",
        resolvers.update,
        UpdateTeamInput,
    )
    delete_team: DeletePayload = mutation(
        "Delete a team that takes part in no project and has no task; rules of segments that name"
        f" it stay, and hold for nothing. {ADMIN_ONLY}",
        resolvers.delete,
        DeleteByIdInput,
        "Team",
    )
