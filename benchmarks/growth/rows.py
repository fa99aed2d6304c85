"""Accounts of several sizes, made by statements that take many rows at once."""

import asyncio
import datetime
import random
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

import asyncpg

from benchmarks.rows import CITIES, FIRST, FORMS, LAST, MIDDLE, PHASES, START, TRADES, WHAT
from orm.account import Account, Feature
from orm.company import Company, CompanyStatus
from orm.database import migrating
from orm.database.database import dialect_of, open_database
from orm.deal import Deal, DealStatus
from orm.entitlements import Plan
from orm.pipeline import Phase, Pipeline
from orm.record import fold
from orm.session import Session
from orm.user import CrmAccess, User
from permissions.tokens import token_hash

USERS = 200
LIMITED, FULL = "a-limited-user-of-the-growth", "a-full-user-of-the-growth"
YEARS = 10 * 365 * 86_400  # seconds that a session lasts
EPOCH = datetime.datetime(2023, 1, 1, 9, 30, tzinfo=datetime.UTC)
MINUTES = 3 * 365 * 24 * 60
AT_ONCE = 20_000
#: Of a limited user, whatever the size of the account.
OWN_COMPANIES, OWN_DEALS = 20, 200
#: A word that few titles have, in each account as often.
RARE, RARE_TITLES = "Zugspitze", 30

Row = tuple[Any, ...]


async def make(url: str, deals: int) -> None:
    """Make the tables of an account with so many deals, and the rows."""
    await migrating.apply(url, lambda name: None)
    database = await open_database(url)
    account = await Account.create(
        name="Growth", plan=Plan.BOOST, features=[Feature.SECOND_ACCOUNT_MANAGER]
    )
    users = await _users(account.id)
    pipeline = await Pipeline.create(account=account, name="Sales")
    phases = [
        (
            await Phase.create(
                account=account, pipeline=pipeline, name=name, position=n, probability=likely
            )
        ).id
        for n, (name, likely) in enumerate(PHASES, 1)
    ]
    await database.close()
    companies = max(20_000, deals // 10)
    for model, rows in (
        (Company, _companies(account.id, users, companies)),
        (Deal, _deals(account.id, users, phases, companies, deals)),
    ):
        await _copy(url, model, rows)
    await _at_rest(url)


async def _users(account_id: int) -> list[int]:
    await User.bulk_create(
        [
            User(
                account_id=account_id,
                first_name=FIRST[n % len(FIRST)],
                last_name=LAST[n * 7 % len(LAST)],
                email=f"{n}@example.com",
                crm_access=CrmAccess.FULL if n else CrmAccess.LIMITED_DEALS,
            )
            for n in range(USERS)
        ]
    )
    users: Any = await User.all().order_by("id").values_list("id", flat=True)
    until = int(time.time()) + YEARS
    for token, user in ((LIMITED, users[0]), (FULL, users[1])):
        await Session.create(user_id=user, token_hash=token_hash(token), expires_at=until)
    return list(users)


def _companies(account_id: int, users: list[int], number: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(number)
    for n in range(1, number + 1):
        name = f"{chance.choice(START)}{chance.choice(MIDDLE)} {chance.choice(TRADES)}"
        name = f"{name} {chance.choice(FORMS)}"
        country = chance.choice(list(CITIES))
        yield {
            "id": n,
            "account_id": account_id,
            "name": name,
            "search": fold(name),
            "status": chance.choices(list(CompanyStatus), (95, 5))[0].value,
            "city": chance.choice(CITIES[country]),
            "country": country,
            "industry": chance.choice(TRADES),
            "account_manager_id": users[0] if n <= OWN_COMPANIES else chance.choice(users[1:]),
            "created_at": _moment(chance),
            "updated_at": _moment(chance),
        }


def _deals(
    account_id: int, users: list[int], phases: list[int], companies: int, number: int
) -> Iterator[dict[str, Any]]:
    chance = random.Random(number)
    own, rare = number // OWN_DEALS, number // RARE_TITLES
    for n in range(1, number + 1):
        status = chance.choices(list(DealStatus), (30, 45, 25))[0]
        title = f"{chance.choice(TRADES)} {chance.choice(WHAT)} {chance.randrange(2020, 2027)}"
        title = f"{title} {RARE}" if n % rare == 1 else title
        yield {
            "id": n,
            "account_id": account_id,
            "title": title,
            "search": fold(title),
            "status": status.value,
            "company_id": chance.randint(OWN_COMPANIES + 1, companies),
            "phase_id": chance.choice(phases),
            "amount_cents": chance.randrange(50_000, 9_000_000),
            "expected_closing": _moment(chance).date(),
            "closed_at": None if status is DealStatus.OPEN else _moment(chance),
            "assigned_to_id": users[0] if n % own == 1 else chance.choice(users[1:]),
            "created_at": _moment(chance),
            "updated_at": _moment(chance),
        }


def _moment(chance: random.Random) -> datetime.datetime:
    return EPOCH + datetime.timedelta(minutes=chance.randrange(MINUTES))


async def _copy(url: str, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows; a column that they do not name has the model's default."""
    fields = model._meta.fields_map
    names = sorted(model._meta.fields_db_projection)
    blank = {name: fields[name].default for name in names}
    columns = [model._meta.fields_db_projection[name] for name in names]
    whole = (tuple({**blank, **row}[name] for name in names) for row in rows)
    if dialect_of(url) == "postgresql":
        await _copy_to_postgresql(url, model._meta.db_table, columns, whole)
    else:
        await asyncio.to_thread(_insert_into_sqlite, url, model._meta.db_table, columns, whole)


async def _copy_to_postgresql(
    url: str, table: str, columns: list[str], rows: Iterator[Row]
) -> None:
    connection: Any = await asyncpg.connect(url)
    await connection.copy_records_to_table(table, columns=columns, records=map(_plain, rows))
    await connection.close()


def _insert_into_sqlite(url: str, table: str, columns: list[str], rows: Iterator[Row]) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite://"), isolation_level=None)
    connection.executescript("PRAGMA synchronous = OFF; BEGIN")
    listed, marks = ", ".join(f'"{it}"' for it in columns), ", ".join("?" * len(columns))
    texts = (tuple(map(_text, row)) for row in rows)
    connection.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', texts)
    connection.execute("COMMIT")
    connection.close()


def _plain(row: Row) -> Row:
    return tuple(None if callable(value) else value for value in row)


def _text(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}+00:00"
    return str(value) if isinstance(value, datetime.date) else None if callable(value) else value


async def _at_rest(url: str) -> None:
    """Let the database do now what it would do by itself later."""
    database = await open_database(url)
    sqlite = database.dialect == "sqlite"
    at_rest = "PRAGMA wal_checkpoint(TRUNCATE)" if sqlite else "ANALYZE"
    await database.connection.execute_query(at_rest)
    await database.close()
