"""Who may see a team."""

from orm.team import Team
from permissions.rule import Access, allow, everyone


class TeamAccess(Access[Team]):
    """Who may see a team."""

    model = Team

    read = allow(everyone)
