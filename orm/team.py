"""A team: a lead and members."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from orm.database.ordering import ordered
from orm.record import a_user, of_account


class Team(Model):
    """People who work together."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Any = of_account()
    name = ordered(fields.CharField(200))
    lead_id: int | None
    lead: Any = a_user(null=True)
    external_id = fields.CharField(200, null=True)

    class Meta:
        table = "team"
        unique_together = (("account", "external_id"), ("account", "name"))


class Membership(Model):
    """That a user is a member of a team."""

    id = fields.BigIntField(primary_key=True)
    team_id: int
    team: Any = fields.ForeignKeyField("whose.Team", related_name=False)
    user_id: int
    user: Any = a_user()

    class Meta:
        table = "membership"
        unique_together = (("team", "user"), ("user", "team"))
