"""The projects that are given at the start of a story, with their people and tasks."""

from collections.abc import Sequence
from typing import Any

from orm.account import Account
from orm.entitlements import Booster, Plan
from orm.project import Project, ProjectCustomer, ProjectOwner, ProjectParticipant
from orm.task import Task
from orm.team import Membership, Team
from orm.user import User
from resolvers.runtime.runtime import Runtime
from tests.world.people import Person, Thing


class Projects:
    """What an account has of projects."""

    runtime: Runtime
    account_id: int
    users: dict[str, User]

    async def project(
        self,
        title: str = "Big one",
        *,
        owners: Sequence[Person] = (),
        participants: Sequence[Person | Thing] = (),
        customers: Sequence[Thing] = (),
        **columns: Any,
    ) -> Thing:
        """A project that is there already; Ada's unless somebody else is named."""
        async with self.runtime.database.writing():
            row = await Project.create(account_id=self.account_id, title=title, **columns)
            of: dict[str, Any] = {"account_id": self.account_id, "project_id": row.id}
            for owner in [owner.id for owner in owners] or [self.users["ada"].id]:
                await ProjectOwner.create(user_id=owner, **of)
            for one in participants:
                column = "user_id" if isinstance(one, Person) else "team_id"
                await ProjectParticipant.create(**(of | {column: one.id}))
            for one in customers:
                await ProjectCustomer.create(**(of | {f"{one.type.lower()}_id": one.id}))
        return Thing("Project", row.id)

    async def task(self, project: Thing, title: str = "Small one", **columns: Any) -> Thing:
        """A task that is there already."""
        async with self.runtime.database.writing():
            row = await Task.create(
                account_id=self.account_id, project_id=project.id, title=title, **columns
            )
        return Thing("Task", row.id)

    async def team(self, name: str, *members: Person) -> Thing:
        """A team that is there already."""
        async with self.runtime.database.writing():
            row = await Team.create(account_id=self.account_id, name=name)
            for member in members:
                await Membership.create(team_id=row.id, user_id=member.id)
        return Thing("Team", row.id)

    async def take(self, plan: Plan, *boosters: Booster) -> None:
        """The account has another plan from now on."""
        async with self.runtime.database.writing():
            account = Account.filter(id=self.account_id)
            await account.update(plan=plan, boosters=[booster.value for booster in boosters])
