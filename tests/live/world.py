"""An account with people of every kind, some companies and some deals, written in process."""

import datetime
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from orm.account import Account
from orm.company import Company
from orm.database.database import Database
from orm.deal import Deal
from orm.pipeline import Phase, Pipeline
from orm.record import Record
from orm.user import CrmAccess, User
from resolvers.runtime.runtime import Runtime, open_runtime
from resolvers.session import open_session

COMPANIES, DEALS = 4, 12
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class World:
    """Where it is kept, and who can come: ada administers, ben has limited CRM access, cleo is
    limited to deals, dan has full access; the first deals and companies are theirs in turn.
    """

    url: str
    ids: dict[str, int]
    tokens: dict[str, str]

    async def token(self, database: Database, name: str) -> str:
        """A further token of somebody, while the database is open in this process."""
        return (await open_session(database, self.ids[name], DAY))[0]

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a statement answers, on a connection of its own."""
        if not self.url.startswith("sqlite"):
            connection = await asyncpg.connect(self.url)
            try:
                return [tuple(row) for row in await connection.fetch(sql)]
            finally:
                await connection.close()
        database = sqlite3.connect(self.url.removeprefix("sqlite://"))
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()

    async def inbox(self, name: str) -> list[tuple[int, str]]:
        """The notifications of somebody: number and text."""
        return await self.rows(
            'SELECT sequence, text FROM "notification"'
            f" WHERE recipient_id = {self.ids[name]} ORDER BY sequence"
        )


async def make_world(url: str, *further: str) -> World:
    """A world in a database that has tables and no rows; further people have full access."""
    runtime = await open_runtime(url)
    try:
        return await _fill(runtime, url, further)
    finally:
        await runtime.close()


async def _fill(runtime: Runtime, url: str, further: tuple[str, ...]) -> World:
    access = {"ben": CrmAccess.LIMITED_CRM, "cleo": CrmAccess.LIMITED_DEALS}
    people: list[User] = []
    async with runtime.database.writing():
        account = await Account.create(name="Acme")
        for name in ("ada", "ben", "cleo", "dan", *further):
            person = await User.create(
                account=account,
                first_name=name.capitalize(),
                last_name="",
                email=f"{name}@acme.example",
                is_admin=name == "ada",
                crm_access=access.get(name, CrmAccess.FULL),
            )
            people.append(person)
        pipeline = await Pipeline.create(account=account, name="Sales")
        phase = await Phase.create(account=account, pipeline=pipeline, name="New", position=1)
        companies = [
            await Company.create(
                account=account, name=f"Company {n}", account_manager=people[n % 4]
            )
            for n in range(COMPANIES)
        ]
        for n in range(DEALS):
            customer: Record = companies[n % 3]
            await Deal.create(
                account=account,
                title=f"Deal {n}",
                company=customer,
                phase=phase,
                assigned_to=people[(n + 1) % 4],
            )
    tokens = {
        it.first_name.lower(): (await open_session(runtime.database, it.id, DAY))[0]
        for it in people
    }
    return World(url, {it.first_name.lower(): it.id for it in people}, tokens)


def in_sqlite(folder: Path, template: Path) -> str:
    """The address of a new database, which has the tables of a template."""
    shutil.copyfile(template, folder / "whose.sqlite3")
    return f"sqlite://{folder / 'whose.sqlite3'}"
