"""The projects of the demo account: who owns them, who takes part, for whom, and their tasks."""

import random

from demo.people import ADMIN, FIRST, FULL, LEAD, NOBODYS
from demo.stage import DAY, Stage, begun, save
from demo.work import PROJECTS, TASKS
from orm.project import (
    Project,
    ProjectCustomer,
    ProjectEditors,
    ProjectOwner,
    ProjectParticipant,
    ProjectStatus,
)
from orm.record import ResponsibilityRole
from orm.responsibility import ResponsibilityChange
from orm.task import Task
from orm.team import Team
from orm.user import Module, User

STATUSES = (ProjectStatus.ACTIVE, ProjectStatus.ACTIVE, ProjectStatus.PLANNED, ProjectStatus.CLOSED)
#: Each where the one before stands once.
EDITORS = (ProjectEditors.OWNERS, ProjectEditors.OWNERS_AND_PARTICIPANTS, ProjectEditors.EVERYONE)


async def projects(stage: Stage) -> None:
    """Projects with their people; those whom the demo introduces own and join some."""
    dice = stage.dice("projects")
    customers = dice.sample(stage.companies, len(PROJECTS))
    rows: list[Project] = await save(
        _project(stage, dice, number, f"{title} {customers[number].name.rpartition(' ')[0]}")
        for number, title in enumerate(PROJECTS)
    )
    await ProjectCustomer.bulk_create(
        ProjectCustomer(account_id=row.account_id, project_id=row.id, company_id=company.id)
        for row, company in zip(rows, customers, strict=True)
    )
    teams = await Team.filter(account_id=stage.account.id).order_by("id")
    await _people(stage, dice, rows, teams)
    await Task.bulk_create(_task(stage, dice, row, title, teams) for row in rows for title in TASKS)


def _project(stage: Stage, dice: random.Random, number: int, title: str) -> Project:
    status, budget = STATUSES[number % len(STATUSES)], 1_000_00 * dice.randrange(20, 400)
    closed = stage.past(dice, 2, 30) if status is ProjectStatus.CLOSED else None
    return Project(
        account_id=stage.account.id,
        title=title,
        status=status,
        editors=EDITORS[number % len(EDITORS)],
        budget_cents=budget,
        margin_cents=budget * dice.randrange(8, 35) // 100,
        due_on=(stage.now + DAY * dice.randrange(-20, 120)).date(),
        closed_at=closed,
        created_at=stage.past(dice, 40, 200),
    )


async def _people(
    stage: Stage, dice: random.Random, rows: list[Project], teams: list[Team]
) -> None:
    nobodys, first = stage.users[NOBODYS.email], stage.users[FIRST.email]
    staff = stage.staff(Module.PROJECTS, nobodys, first)
    known = [stage.users[person.email] for person in (FULL, LEAD, ADMIN)]
    owners = {row.id: _owners(dice, number, known, staff) for number, row in enumerate(rows)}
    pairs = [(row, user) for row in rows for user in owners[row.id]]
    await ProjectOwner.bulk_create(
        ProjectOwner(account_id=row.account_id, project_id=row.id, user_id=user.id)
        for row, user in pairs
    )
    await ResponsibilityChange.bulk_create(
        begun(row, ResponsibilityRole.PROJECT_OWNER, user.id, owners[row.id][0].id)
        for row, user in pairs
    )
    joined = [(row, {"user_id": first.id}) for row in rows[::6]]
    joined += [(row, {"team_id": teams[row.id % len(teams)].id}) for row in rows[::3]]
    for row in rows:
        others = [user for user in staff if user not in owners[row.id]]
        joined += [(row, {"user_id": user.id}) for user in dice.sample(others, 2)]
    await ProjectParticipant.bulk_create(
        ProjectParticipant(account_id=row.account_id, project_id=row.id, **who)
        for row, who in joined
    )


def _owners(dice: random.Random, number: int, known: list[User], staff: list[User]) -> list[User]:
    one = known[number // 2 % len(known)] if number % 2 else dice.choice(staff)
    return [one, *(user for user in dice.sample(staff, number % 3 // 2) if user is not one)]


def _task(stage: Stage, dice: random.Random, row: Project, title: str, teams: list[Team]) -> Task:
    done = row.status is ProjectStatus.CLOSED or dice.random() < 0.3
    doers = stage.staff(Module.PROJECTS, stage.users[NOBODYS.email])
    user, team, who = dice.choice(doers), dice.choice(teams), dice.random()
    return Task(
        account_id=row.account_id,
        project_id=row.id,
        title=title,
        user_id=user.id if who < 0.75 else None,
        team_id=team.id if who > 0.85 else None,
        due_on=(stage.now + DAY * dice.randrange(-30, 60)).date(),
        done_at=stage.past(dice, 1, 20) if done else None,
        created_at=row.created_at,
    )
