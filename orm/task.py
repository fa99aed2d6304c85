"""A task: a step of a project, for a user or a team."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orm.account import Account
from orm.project import Project, of_project
from orm.record import a_row, a_user, of_account
from orm.team import Team
from orm.user import User


class Task(Model):
    """A step of a project."""

    id = fields.BigIntField(primary_key=True)
    account_id: int
    account: Account = of_account()
    project_id: int
    project: Project = of_project()
    title = fields.CharField(200)
    user_id: int | None
    #: Who does it. At most one of the two is set.
    user: User | None = a_user(null=True)
    team_id: int | None
    team: Team | None = a_row("Team", null=True, on_delete=fields.SET_NULL)
    due_on = fields.DateField(null=True)
    done_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "task"
        indexes = [Index(fields=("project_id", "id")), Index(fields=("user_id", "id"))]
