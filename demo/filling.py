"""Fills an empty database with the demo account, and a tiny second one."""

import random

from demo import rows
from demo.contact import ALONE, contacts
from demo.custom_field import custom_fields
from demo.invoice import invoices, quotations
from demo.lately import happenings
from demo.people import (
    ADMIN,
    DEALS,
    FIRST,
    FULL,
    KNOWN,
    LEAD,
    PASSWORD,
    SECOND,
    STRANGER,
    TEAMS,
    ZONES,
    Person,
    colleagues,
)
from demo.project import projects
from demo.rows import Rows, Sellers
from demo.segment import segments
from demo.stage import SEED, Stage, save
from demo.ticket import tickets
from orm.account import Account, Feature
from orm.company import Company
from orm.database.database import Database
from orm.deal import Deal
from orm.entitlements import Plan
from orm.pipeline import Phase
from orm.responsibility import ResponsibilityChange
from orm.team import Membership, Team
from orm.user import CrmAccess, Module, ProjectAccess, User, UserStatus
from permissions.viewer import operator_on
from resolvers import operator
from resolvers.account import create
from resolvers.entitlements import set_feature
from resolvers.runtime.runtime import Runtime
from resolvers.write.transaction import system_transaction

NAME, OTHER = "Harbour & Finch", "Little Orchard"
LIMITED = ProjectAccess.BY_PARTICIPATION
#: Who may see the money of their projects.
ACCOUNTABLE = (ADMIN.email, FULL.email, LEAD.email)


async def people(runtime: Runtime) -> None:
    """The accounts with everybody in them, and the teams."""
    dice, database = random.Random(SEED), runtime.database
    id_ = await _account(runtime, NAME, ADMIN)
    await _account(runtime, OTHER, STRANGER)
    feature = Feature.SECOND_ACCOUNT_MANAGER
    await set_feature(operator_on(database), account=id_, feature=feature, enabled=True)
    account = await operator.account_named(database, NAME)
    async with system_transaction(database, id_):
        admin = await User.get(email=ADMIN.email)
        admin.sees_financials = True
        await admin.save(update_fields=["sees_financials"])
        others = [person for person in (*KNOWN, *colleagues(dice)) if person is not ADMIN]
        await User.bulk_create(_user(admin, number, it) for number, it in enumerate(others))
        await _teams(account, await User.filter(account_id=id_).order_by("id"), dice)


async def _account(runtime: Runtime, name: str, admin: Person) -> int:
    return await create(
        operator_on(runtime.database),
        passwords=runtime.passwords,
        name=name,
        admin_name=admin.name,
        admin_email=admin.email,
        admin_password=PASSWORD,
        plan=Plan.BOOST,
    )


def _user(admin: User, number: int, person: Person) -> User:
    language, zone = ZONES[number % len(ZONES)]
    modules = [module.value for module in Module]
    return User(
        account_id=admin.account_id,
        first_name=person.first,
        last_name=person.last,
        email=person.email,
        # Hashing takes its time, and here everybody has the same password.
        password_hash=admin.password_hash,
        language=language,
        time_zone=zone,
        crm_access=person.access,
        project_access=ProjectAccess.ALL if person.access is CrmAccess.FULL else LIMITED,
        sees_financials=person.email in ACCOUNTABLE,
        modules=modules[:1] if number == 20 else modules,
        status=UserStatus.DEACTIVATED if number == 30 else UserStatus.ACTIVE,
    )


async def _teams(account: Account, users: list[User], dice: random.Random) -> None:
    active = [user for user in users if user.status is UserStatus.ACTIVE]
    leads = [user for user in active if user.crm_access is CrmAccess.FULL and not user.is_admin]
    leads.sort(key=lambda user: user.email != LEAD.email)
    teams = [
        Team(account_id=account.id, name=name, lead_id=lead.id)
        for name, lead in zip(TEAMS, leads, strict=False)
    ]
    await Team.bulk_create(teams)
    saved = await Team.filter(account_id=account.id).order_by("id")
    leading = {team.lead_id for team in saved}
    members = [user for user in active if user.id not in leading]
    dice.shuffle(members)
    await Membership.bulk_create(
        Membership(team_id=saved[number % len(saved)].id, user_id=user.id)
        for number, user in enumerate(members)
    )


async def records(database: Database) -> None:
    """Records of every kind, and what happened to them lately."""
    dice = random.Random(SEED)
    account = await operator.account_named(database, NAME)
    users = {user.email: user for user in await operator.users(database, account)}
    async with system_transaction(database, account.id) as work:
        stage = Stage(work.account, users)
        await _trade(stage, Rows(stage, _sellers(users), dice))
        await quotations(stage)
        await invoices(stage)
        await projects(stage)
        await tickets(stage)
        await custom_fields(stage)
        await segments(stage)
    await _elsewhere(database)
    await happenings(database, account, users, dice)


async def _trade(stage: Stage, made: Rows) -> None:
    """Companies with their contacts and deals, and the beginning of their history."""
    phases = await Phase.filter(account_id=stage.account.id).order_by("position")
    stage.companies = await save(made.companies())
    await contacts(stage)
    stage.deals = await save(made.deals(stage.companies, stage.contacts[-ALONE:], phases))
    begun = rows.beginnings([*stage.companies, *stage.deals], stage.users[ADMIN.email])
    await ResponsibilityChange.bulk_create(begun, batch_size=500)


def _sellers(users: dict[str, User]) -> Sellers:
    free = [
        user
        for user in users.values()
        if user.crm_access is CrmAccess.FULL
        and user.status is UserStatus.ACTIVE
        and Module.DEALS.value in user.modules
    ]
    # Those whom the demo introduces are responsible for more than others.
    free += [users[FULL.email], users[LEAD.email]] * 2
    introduced = {person.email for person in KNOWN}
    others = [user for user in users.values() if user.email not in introduced]
    limited = [user for user in others if user.crm_access is CrmAccess.LIMITED_CRM]
    of_deals = [user for user in others if user.crm_access is CrmAccess.LIMITED_DEALS]
    first, second, deals = (users[person.email] for person in (FIRST, SECOND, DEALS))
    return Sellers(free, first, second, limited, [deals, deals, *of_deals])


async def _elsewhere(database: Database) -> None:
    account = await operator.account_named(database, OTHER)
    async with system_transaction(database, account.id):
        owner = await User.get(email=STRANGER.email)
        phase = await Phase.filter(account_id=account.id).order_by("position").first()
        assert phase
        company = await Company.create(
            account_id=account.id, name="Sunny Side Cider", account_manager_id=owner.id
        )
        deal = await Deal.create(
            account_id=account.id,
            title="Apple press",
            company_id=company.id,
            phase_id=phase.id,
            assigned_to_id=owner.id,
        )
        await ResponsibilityChange.bulk_create(rows.beginnings([company, deal], owner))
