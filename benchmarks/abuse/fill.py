"""Fills an empty database with the world of the bench: two accounts and the people in them.

It imports nothing of benchmarks, so that the Python of another checkout can run it as a file, from
the root of that checkout and with the models there:

    PYTHONPATH=. .venv/bin/python -P .../benchmarks/abuse/fill.py URL DEALS
"""

import asyncio
import datetime
import hashlib
import random
import sys
import time
from typing import Any

from pwdlib import PasswordHash

from orm.account import Account
from orm.company import Company
from orm.database import open_database
from orm.deal import Deal
from orm.pipeline import Phase, Pipeline
from orm.plan import Plan
from orm.session import Session
from orm.user import CrmAccess, User

PASSWORD = "the-password-of-the-abuse-bench"
#: Who attacks and who is measured; the others of an account are there to be many.
PEOPLE = ("reader", "writer", "full", "limited", "admin")
NEIGHBOURS = ("neighbour",)
USERS, COLLEAGUES = 200, 10
DEALS_A_COMPANY = 3
YEAR = 365 * 86_400  # seconds
AT_ONCE = 1_000
WORDS = ("Amber", "Bright", "Cedar", "Delta", "Ember", "Field", "Grove", "Harbour", "Iris", "Juno")
START = datetime.datetime(2023, 1, 1, 9, tzinfo=datetime.UTC)


def token_of(name: str) -> str:
    """The token that somebody is signed in with."""
    return f"the-{name}-of-the-abuse-bench"


def email_of(name: str) -> str:
    """The address that somebody signs in with."""
    return f"{name}@abuse.example"


async def fill(deals: int) -> None:
    """Insert the account that is attacked and attacks, and another one beside it."""
    chance = random.Random(deals)
    busy = await Account.create(name="Busy", plan=Plan.BOOST)
    quiet = await Account.create(name="Quiet", plan=Plan.BOOST)
    users = await _users(busy.id, PEOPLE, USERS)
    others = await _users(quiet.id, NEIGHBOURS, COLLEAGUES)
    await _trade(chance, busy.id, users, deals)
    await _trade(chance, quiet.id, others, deals // 10)


async def _users(account_id: int, named: tuple[str, ...], count: int) -> list[int]:
    password = PasswordHash.recommended().hash(PASSWORD)
    names = [*named, *(f"colleague{account_id}-{n}" for n in range(count - len(named)))]
    people = [
        User(
            account_id=account_id,
            first_name=name.title(),
            last_name=WORDS[n % len(WORDS)],
            email=email_of(name),
            password_hash=password,
            is_admin=name == "admin",
            crm_access=CrmAccess.LIMITED_CRM if name == "limited" else CrmAccess.FULL,
        )
        for n, name in enumerate(names)
    ]
    await User.bulk_create(people, batch_size=AT_ONCE)
    rows = await User.filter(account_id=account_id).values_list("email", "id")
    ids: dict[Any, Any] = dict(rows)
    until = int(time.time()) + YEAR
    await Session.bulk_create(
        [
            Session(
                user_id=ids[email_of(name)],
                token_hash=hashlib.sha256(token_of(name).encode()).hexdigest(),
                expires_at=until,
            )
            for name in named
        ]
    )
    return [ids[email_of(name)] for name in names]


async def _trade(chance: random.Random, account_id: int, users: list[int], deals: int) -> None:
    pipeline = await Pipeline.create(account_id=account_id, name="Sales")
    phase = await Phase.create(
        account_id=account_id, pipeline=pipeline, name="New", position=1, probability=10
    )
    await Company.bulk_create(
        [
            Company(
                account_id=account_id,
                name=f"{chance.choice(WORDS)} {chance.choice(WORDS)} {n}",
                city=chance.choice(WORDS),
                country="Belgium",
                account_manager_id=chance.choice(users),
                created_at=_moment(chance),
            )
            for n in range(max(50, deals // DEALS_A_COMPANY))
        ],
        batch_size=AT_ONCE,
    )
    ids: list[Any] = list(await Company.filter(account_id=account_id).values_list("id", flat=True))
    await Deal.bulk_create(
        [
            Deal(
                account_id=account_id,
                title=f"{chance.choice(WORDS)} licences {n}",
                company_id=chance.choice(ids),
                phase_id=phase.id,
                amount_cents=chance.randrange(50_000, 9_000_000),
                assigned_to_id=chance.choice(users),
                created_at=_moment(chance),
            )
            for n in range(deals)
        ],
        batch_size=AT_ONCE,
    )


def _moment(chance: random.Random) -> datetime.datetime:
    return START + datetime.timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))


async def main() -> None:
    """Fill the database at an address."""
    url, deals = sys.argv[1:]
    database = await open_database(url)
    await fill(int(deals))
    await database.connection.execute_query("ANALYZE")
    await database.close()


if __name__ == "__main__":
    asyncio.run(main())
