"""Permissions on teams."""

from orm.team import Team
from permissions.rule import Access, admin, allow, everyone


class TeamAccess(Access[Team]):
    """Permissions on teams."""

    model = Team

    read = allow(everyone)
    create = allow(admin)
    update = allow(admin)
    delete = allow(admin)
