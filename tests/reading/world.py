"""A small random world of several accounts."""

import random
import time
from dataclasses import dataclass, field
from typing import Any

from tortoise.models import Model

from orm.account import Account
from orm.company import Company
from orm.database import Database
from orm.deal import Deal
from orm.event import Event
from orm.note import Mention, Note
from orm.notification import Notification
from orm.pipeline import Phase, Pipeline
from orm.responsibility import ResponsibilityChange
from orm.session import Session
from orm.team import Membership, Team
from orm.user import User
from reader.viewers import token_hash
from tests.reading.making import Making

TABLES: list[Any] = [
    *(Account, User, Team, Membership, Pipeline, Phase, Company, Deal, Note, Mention),
    *(ResponsibilityChange, Event, Notification),
]


@dataclass
class World:
    """Every row there is, by its table's name and its id."""

    rows: dict[str, dict[int, Any]] = field(default_factory=dict)

    def all(self, model: type[Model]) -> list[Any]:
        """All rows of a table."""
        return list(self.rows[model._meta.db_table].values())

    def get(self, model: type[Model], id_: int | None) -> Any:
        """The row of an id, or None."""
        return self.rows[model._meta.db_table].get(id_)  # type: ignore[arg-type]


def token_of(user_id: int) -> str:
    """The token that a user of a world signs in with."""
    return f"token-{user_id}"


async def make_world(database: Database, seed: int, accounts: int = 4) -> World:
    """Write a world into an empty database, and read it back whole."""
    chance = random.Random(seed)
    for number in range(accounts):
        async with database.writing():
            await Making(chance).account(number)
    world = World()
    for model in TABLES:
        world.rows[model._meta.db_table] = {row.id: row for row in await model.all()}
    async with database.writing():
        later = int(time.time()) + 3600
        for user in world.all(User):
            hashed = token_hash(token_of(user.id))
            await Session.create(user=user, token_hash=hashed, expires_at=later)
    return world
