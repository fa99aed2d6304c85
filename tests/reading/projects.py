"""The projects of a world, with their people and tasks."""

import datetime
import random
from typing import Any

from orm.account import Account
from orm.project import Project, ProjectCustomer, ProjectOwner, ProjectParticipant
from orm.task import Task

PROJECTS: list[Any] = [Project, ProjectOwner, ProjectParticipant, ProjectCustomer, Task]


class MakingProjects:
    """Writes the projects of one account."""

    chance: random.Random
    of: Account
    users: list[Any]
    of_teams: list[Any]
    of_companies: list[Any]
    of_contacts: list[Any]

    def maybe(self, choices: list[Any], share: float = 0.7) -> Any:
        """One of some things, or None."""
        raise NotImplementedError

    def name(self) -> str:
        """A name, of which many are the same."""
        raise NotImplementedError

    def moment(self) -> datetime.datetime:
        """A moment."""
        raise NotImplementedError

    async def projects(self) -> None:
        """Projects with owners, participants, customers and tasks."""
        self.of_projects: list[Any] = []
        days = [None, *(datetime.date(2026, 1, 30) + datetime.timedelta(n) for n in range(4))]
        for _ in range(14):
            project = await Project.create(
                account=self.of,
                title=self.name(),
                status=self.chance.choice(["PLANNED", "ACTIVE", "ON_HOLD", "CLOSED"]),
                editors=self.chance.choice(["OWNERS", "OWNERS_AND_PARTICIPANTS", "EVERYONE"]),
                budget_cents=self.maybe([0, 1, 105000]),
                margin_cents=self.maybe([-5, 99]),
                currency=self.chance.choice(["EUR", "USD"]),
                due_on=self.chance.choice(days),
                closed_at=self.maybe([self.moment()]),
                created_at=self.moment(),
            )
            self.of_projects.append(project)
            of: dict[str, Any] = {"account": self.of, "project": project}
            for user in self.chance.sample(self.users, self.chance.randint(1, 3)):
                await ProjectOwner.create(user=user, **of)
            for user in self.chance.sample(self.users, self.chance.randint(0, 2)):
                await ProjectParticipant.create(user=user, **of)
            for team in self.chance.sample(self.of_teams, self.chance.randint(0, 1)):
                await ProjectParticipant.create(team=team, **of)
            for company in self.chance.sample(self.of_companies, self.chance.randint(0, 2)):
                await ProjectCustomer.create(company=company, **of)
            for contact in self.chance.sample(self.of_contacts, self.chance.randint(0, 1)):
                await ProjectCustomer.create(contact=contact, **of)
            await self.tasks(of, days)

    async def tasks(self, of: dict[str, Any], days: list[Any]) -> None:
        """Tasks of users, of teams and of nobody."""
        for _ in range(self.chance.randint(0, 3)):
            user = self.maybe(self.users, 0.5)
            await Task.create(
                title=self.name(),
                user=user,
                team=None if user else self.maybe(self.of_teams),
                due_on=self.chance.choice(days),
                done_at=self.maybe([self.moment()], 0.4),
                created_at=self.moment(),
                **of,
            )
