"""Fills an empty database with accounts, and with the people in them and what they sell.

It imports nothing of benchmarks, so that the Python of another checkout can run it as a file, from
the root of that checkout and with the models there:

    PYTHONPATH=. .venv/bin/python -P .../benchmarks/abuse/fill.py URL < accounts
"""

import asyncio
import datetime
import hashlib
import json
import random
import sys
import time
from importlib import import_module
from typing import Any

from argon2 import PasswordHasher

from orm.account import Account
from orm.company import Company
from orm.deal import Deal
from orm.pipeline import Phase, Pipeline
from orm.session import Session
from orm.user import CrmAccess, User

DEALS_A_COMPANY, FEWEST_COMPANIES = 3, 50
YEAR = 365 * 86_400  # seconds
AT_ONCE = 1_000
WORDS = ("Amber", "Bright", "Cedar", "Delta", "Ember", "Field", "Grove", "Harbour", "Iris", "Juno")
#: Where names are in checkouts of today, and where they were before rooms had the names of today.
OPEN_DATABASE = ("open_database", "orm.database.database", "orm.database")
PLAN = ("Plan", "orm.entitlements", "orm.plan")
START = datetime.datetime(2023, 1, 1, 9, tzinfo=datetime.UTC)


async def fill(wanted: dict[str, Any]) -> None:
    """Insert an account, its people and what they sell."""
    account = await Account.create(name=wanted["name"], plan=_found(*PLAN).BOOST)
    users = await _users(account.id, wanted["people"], wanted["password"])
    await _trade(random.Random(wanted["deals"]), account.id, users, wanted["deals"])


async def _users(account_id: int, people: list[Any], password: str) -> list[int]:
    password_hash = PasswordHasher().hash(password)
    users = [
        User(
            account_id=account_id,
            first_name=name.title(),
            last_name=WORDS[n % len(WORDS)],
            email=email,
            password_hash=password_hash,
            is_admin=name == "admin",
            crm_access=CrmAccess.LIMITED_CRM if name == "limited" else CrmAccess.FULL,
        )
        for n, (name, email, _) in enumerate(people)
    ]
    await User.bulk_create(users, batch_size=AT_ONCE)
    rows: Any = await User.filter(account_id=account_id).values_list("email", "id")
    ids, until = dict(rows), int(time.time()) + YEAR
    await Session.bulk_create(
        [
            Session(
                user_id=ids[email],
                token_hash=hashlib.sha256(token.encode()).hexdigest(),
                expires_at=until,
            )
            for _, email, token in people
            if token
        ]
    )
    return list(ids.values())


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
            for n in range(max(FEWEST_COMPANIES, deals // DEALS_A_COMPANY))
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


def _found(name: str, *modules: str) -> Any:
    """What has a name in the first of some modules that the checkout has. Raises ImportError."""
    for module in modules:
        try:
            return getattr(import_module(module), name)
        except ModuleNotFoundError:
            continue
    raise ImportError(f"No {name} in {', '.join(modules)}")


async def main() -> None:
    """Fill the database at an address with the accounts that are read."""
    database = await _found(*OPEN_DATABASE)(sys.argv[1])
    for wanted in json.load(sys.stdin):
        await fill(wanted)
    await database.connection.execute_query("ANALYZE")
    await database.close()


if __name__ == "__main__":
    asyncio.run(main())
