"""A team: a lead and members."""

from tortoise import fields
from tortoise.models import Model

from orm.account import Account
from orm.database.ordering import ordered
from orm.record import a_row, a_user, of_account
from orm.user import User


class Team(Model):
    """People who work together."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    name = ordered(fields.CharField(200))
    lead_id: int | None
    lead: User | None = a_user(null=True)
    external_id = fields.CharField(200, null=True)

    class Meta:
        table = "team"
        unique_together = (("account", "external_id"), ("account", "name"))


class Membership(Model):
    """That a user is a member of a team."""

    id = fields.BigIntField(primary_key=True)
    team_id: int
    team: Team = a_row("Team")
    user_id: int
    user: User = a_user()

    class Meta:
        table = "membership"
        unique_together = (("team", "user"), ("user", "team"))
