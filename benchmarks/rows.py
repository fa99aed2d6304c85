"""The rows of the big account: believable, and the same at every making."""

import datetime
import random
from typing import Any

from benchmarks import segment_rows
from orm.account import Account, Feature
from orm.company import Company, CompanyStatus
from orm.deal import Deal, DealStatus
from orm.entitlements import Plan
from orm.inbox import Inbox
from orm.pipeline import Phase, Pipeline
from orm.session import Session
from orm.team import Membership, Team
from orm.ticket import Ticket, TicketStatus
from orm.user import CrmAccess, User
from permissions.tokens import token_hash

USERS, COMPANIES, DEALS, TICKETS = 40, 20_000, 60_000, 100_000
SESSIONS = 50  # of each user
LIMITED, FULL = "a-limited-user-of-the-benchmark", "a-full-user-of-the-benchmark"
AT_ONCE = 1_000


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


FIRST = words("Ada Ben Chiara Dirk Elif Femke Giulia Hugo Ines Jan Katya Luca Mira Nils Olga Pia")
LAST = words("Maes Rossi Peeters Jansen Bianchi Dubois Yilmaz Novak Weber Silva")
START = words("Blue North Bright Stone River Silver Green Alto Nova Terra Vento Prima Delta Oak")
MIDDLE = words("wood field gate point works line bridge stream light yard craft mill")
TRADES = words("Logistics Foods Software Energy Textiles Metals Pharma Print Media Tools")
WHAT = words("licences renewal pilot maintenance rollout consulting training upgrade")
FORMS = words("BV NV SRL GmbH SpA Ltd SAS")
CITIES = {
    "Belgium": ("Gent", "Antwerpen", "Liège"),
    "Italy": ("Milano", "Torino", "Bari"),
    "Germany": ("Köln", "Leipzig", "Kiel"),
    "France": ("Lyon", "Nantes", "Lille"),
}
PHASES = (("New", 10), ("Qualified", 25), ("Proposal", 50), ("Negotiation", 75), ("Closing", 90))


async def insert(sessions_until: int) -> None:
    """Insert everything, with a full and a limited user signed in until a second of the epoch."""
    chance = random.Random(20_000)
    features = [Feature.SECOND_ACCOUNT_MANAGER]
    account = await Account.create(name="Benchmark", plan=Plan.BOOST, features=features)
    await User.bulk_create(_users(account.id))
    users: Any = await User.all().order_by("id").values_list("id", flat=True)
    await _teams(account.id, users)
    await _sessions(users, sessions_until)
    pipeline = await Pipeline.create(account=account, name="Sales")
    phases = [
        await Phase.create(
            account=account, pipeline=pipeline, name=name, position=n, probability=likely
        )
        for n, (name, likely) in enumerate(PHASES, 1)
    ]
    companies = [_company(chance, n, account.id, users) for n in range(1, COMPANIES + 1)]
    await Company.bulk_create(companies, batch_size=AT_ONCE)
    await segment_rows.insert(account.id, users, COMPANIES)
    deals = [_deal(chance, n, account.id, users, phases) for n in range(1, DEALS + 1)]
    await Deal.bulk_create(deals, batch_size=AT_ONCE)
    inboxes = [await Inbox.create(account=account, name=name) for name in ("Help", "Sales")]
    tickets = [_ticket(chance, n, account.id, users, inboxes) for n in range(1, TICKETS + 1)]
    await Ticket.bulk_create(tickets, batch_size=AT_ONCE)


def _users(account_id: int) -> list[User]:
    people = []
    for n in range(USERS):
        first, last = FIRST[n % len(FIRST)], LAST[n * 7 % len(LAST)]
        access = CrmAccess.LIMITED_CRM if n == 0 else CrmAccess.FULL
        email = f"{first}.{last}.{n}@example.com".lower()
        people.append(
            User(
                account_id=account_id,
                first_name=first,
                last_name=last,
                email=email,
                is_admin=n == 2,
                crm_access=access,
            )
        )
    return people


async def _teams(account_id: int, users: list[int]) -> None:
    for n in range(5):
        members = users[n * 8 : n * 8 + 8]
        team = await Team.create(account_id=account_id, name=f"Team {n + 1}", lead_id=members[-1])
        await Membership.bulk_create([Membership(team=team, user_id=user) for user in members])


async def _sessions(users: list[int], until: int) -> None:
    signed_in = [(LIMITED, users[0]), (FULL, users[1])]
    signed_in += [(f"{user} {n}", user) for user in users for n in range(SESSIONS)]
    await Session.bulk_create(
        [
            Session(user_id=user, token_hash=token_hash(token), expires_at=until)
            for token, user in signed_in
        ],
        batch_size=AT_ONCE,
    )


def _company(chance: random.Random, number: int, account_id: int, users: list[int]) -> Company:
    name = chance.choice(START) + chance.choice(MIDDLE)
    host = f"{name}{number}.example".lower()
    first, second = chance.sample(users, 2)
    country = chance.choice(list(CITIES))
    return Company(
        id=number,
        account_id=account_id,
        name=f"{name} {chance.choice(TRADES)} {chance.choice(FORMS)}",
        status=chance.choices(list(CompanyStatus), (95, 5))[0],
        vat_number=f"XX{chance.randrange(10**9, 10**10)}",
        email=f"info@{host}",
        phone=f"+32 {chance.randrange(10**8, 10**9)}" if chance.random() < 0.8 else None,
        website=f"https://{host}",
        city=chance.choice(CITIES[country]),
        country=country,
        industry=chance.choice(TRADES),
        account_manager_id=users[0] if number == 1 else first if chance.random() < 0.9 else None,
        second_account_manager_id=second if chance.random() < 0.1 else None,
        created_at=_day(chance),
        updated_at=_day(chance),
    )


def _deal(
    chance: random.Random, number: int, account_id: int, users: list[int], phases: list[Phase]
) -> Deal:
    status = chance.choices(list(DealStatus), (30, 45, 25))[0]
    closed = None if status is DealStatus.OPEN else _day(chance)
    first, second = chance.sample(users, 2)
    return Deal(
        id=number,
        account_id=account_id,
        title=f"{chance.choice(TRADES)} {chance.choice(WHAT)} {chance.randrange(2020, 2027)}",
        status=status,
        company_id=chance.randint(1, COMPANIES),
        phase_id=chance.choice(phases).id,
        amount_cents=chance.randrange(50_000, 9_000_000),
        expected_closing=_day(chance).date(),
        closed_at=closed,
        assigned_to_id=first,
        second_assigned_to_id=second if chance.random() < 0.1 else None,
        created_at=_day(chance),
        updated_at=_day(chance),
    )


def _ticket(
    chance: random.Random, number: int, account_id: int, users: list[int], inboxes: list[Inbox]
) -> Ticket:
    closed, created = chance.random() < 0.8, _day(chance)
    answered = created + datetime.timedelta(seconds=chance.randrange(60, 200_000))
    ended = created + datetime.timedelta(seconds=chance.randrange(200_000, 3_000_000))
    return Ticket(
        id=number,
        account_id=account_id,
        number=number,
        inbox_id=chance.choice(inboxes).id,
        subject=f"{chance.choice(TRADES)} {chance.choice(WHAT)}",
        status=TicketStatus.CLOSED if closed else chance.choice(list(TicketStatus)[:4]),
        company_id=chance.randint(1, COMPANIES),
        assigned_to_id=chance.choice(users) if chance.random() < 0.9 else None,
        closed_at=ended if closed else None,
        closed_automatically=closed and chance.random() < 0.2,
        reopened=chance.random() < 0.1,
        reply_count=chance.randrange(6),
        first_reply_at=answered if chance.random() < 0.9 else None,
        created_at=created,
        updated_at=ended,
    )


def _day(chance: random.Random) -> datetime.datetime:
    start = datetime.datetime(2023, 1, 1, 9, 30, tzinfo=datetime.UTC)
    return start + datetime.timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
