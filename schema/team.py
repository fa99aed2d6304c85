"""The team in the schema."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from orm.record import Through
from orm.team import Membership
from orm.team import Team as OrmTeam
from permissions.team import TeamAccess
from reader.sources.many import Many
from resolvers import team as resolvers
from schema.types.fields import column, come, entity, mutation, ref, related, text
from schema.types.payload import USER_ERRORS, DeleteByIdInput, DeletePayload, UserError, changes
from schema.types.record import Node

if TYPE_CHECKING:
    from schema.user import User

ADMIN_ONLY = f"Open to {TeamAccess.create.words}."
LEAD = "Id of the user who leads the team. A user with LIMITED_CRM access gets FULL access by it."
LazyUser = Annotated["User", strawberry.lazy("schema.user")]


@entity(OrmTeam, TeamAccess, order=("name",))
@strawberry.type(description="Team of users.")
class Team(Node):
    """Team of users."""

    name: str = column("Name of the team.")
    lead: LazyUser | None = related("User who leads the team; null if nobody does.", "lead")
    members: list[LazyUser] = come(
        "Users who are members of the team.",
        Many(through=Through(Membership, mine="team_id", theirs="user_id")),
    )


@strawberry.type
class TeamQueries:
    """Queries for teams."""

    teams: list[Team] = come("Teams of the account, by name.", Many())


@strawberry.input(description="Team to create.")
class CreateTeamInput:
    """Team to create."""

    name: str = text("Name of the team.")
    lead: strawberry.ID | None = ref(LEAD, "User")
    members: list[strawberry.ID] | None = ref(
        "Ids of the members of the team.", "User", null="is left out"
    )


@strawberry.input(description=changes("a team"))
class UpdateTeamInput:
    """Changes to a team."""

    id: strawberry.ID = ref("Id of the team.", "Team")
    name: str | None = text("Name of the team.", null="is refused")
    lead: strawberry.ID | None = ref(f"{LEAD} Null removes the lead.", "User")
    members: list[strawberry.ID] | None = ref(
        "Ids of all members of the team.", "User", null="is refused"
    )


@strawberry.type(description="Result of a write to a team.")
class TeamPayload:
    """Result of a write to a team."""

    team: Team | None = strawberry.field(
        description="Team after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class TeamMutations:
    """Mutations of teams."""

    create_team: TeamPayload = mutation(
        f"Create a team. {ADMIN_ONLY}", resolvers.create, CreateTeamInput
    )
    update_team: TeamPayload = mutation(
        "Change a team. New members may read the projects of the team at once, and removed"
        f" members may no longer read them. {ADMIN_ONLY}",
        resolvers.update,
        UpdateTeamInput,
    )
    delete_team: DeletePayload = mutation(
        "Delete a team; it must not take part in projects or have tasks. Segment rules that"
        f" name the team stay, and match nothing. {ADMIN_ONLY}",
        resolvers.delete,
        DeleteByIdInput,
        "Team",
    )
