"""What the rows of the demo account are made with."""

import datetime
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from orm.account import Account
from orm.company import Company
from orm.contact import Contact
from orm.deal import Deal
from orm.record import Record, ResponsibilityRole
from orm.responsibility import ResponsibilityChange
from orm.user import Module, User, UserStatus

SEED = 16
DAY = datetime.timedelta(days=1)


@dataclass
class Stage:
    """The account with everybody in it, and the records that are there already."""

    account: Account
    users: dict[str, User]
    now: datetime.datetime = field(
        default_factory=lambda: datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    )
    companies: list[Company] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)

    def dice(self, what: str) -> random.Random:
        """Chance of its own for what is made, so that more of one thing changes nothing else."""
        return random.Random(f"{SEED} {what}")

    def staff(self, module: Module, *aside: User) -> list[User]:
        """Who works with a part of the product, but for some."""
        return [
            user
            for user in self.users.values()
            if user.status is UserStatus.ACTIVE
            and module.value in user.modules
            and user not in aside
        ]

    def past(self, dice: random.Random, least: float, most: float) -> datetime.datetime:
        """A moment so many days ago."""
        return self.now - DAY * dice.uniform(least, most)


def begun(row: Record, role: ResponsibilityRole, user_id: int, by_id: int) -> ResponsibilityChange:
    """That somebody was responsible from the beginning."""
    return ResponsibilityChange(
        account_id=row.account_id,
        record_kind=row.kind,
        record_id=row.id,
        role=role,
        to_user_id=user_id,
        by_id=by_id,
        at=row.created_at,
    )


async def save(rows: Iterable[Any]) -> list[Any]:
    """Write rows of one kind, and read them again with their ids, in the same order."""
    made = list(rows)
    model = type(made[0])
    await model.bulk_create(made, batch_size=500)
    saved: list[Any] = await model.filter(account_id=made[0].account_id).order_by("id")
    return saved
