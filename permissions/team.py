"""Who may do what to a team."""

from orm.team import Team
from permissions.rule import Access, admin, allow, everyone


class TeamAccess(Access[Team]):
    """Who may do what to a team."""

    model = Team

    read = allow(everyone)
    create = allow(admin)
    update = allow(admin)
    delete = allow(admin)
