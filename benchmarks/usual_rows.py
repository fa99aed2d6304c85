"""What the usual way has beside its resolvers: the viewer, the row rules, the loaders."""

import time
from collections import defaultdict
from typing import Any

from strawberry.dataloader import DataLoader
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from orm.company import Company as CompanyRow
from orm.deal import Deal as DealRow
from orm.session import Session
from orm.user import CrmAccess, UserStatus
from orm.user import User as UserRow
from permissions.tokens import token_hash


class Context(dict[str, Any]):
    """Who asks, and the loaders of one request."""

    def __init__(self, viewer: UserRow | None) -> None:
        super().__init__(viewer=viewer)
        self.viewer = viewer
        self.users: DataLoader[int, UserRow | None] = DataLoader(load_fn=load_users)
        self.deals: DataLoader[int, list[DealRow]] = DataLoader(load_fn=self.load_deals)

    async def load_deals(self, companies: list[int]) -> list[list[DealRow]]:
        """The deals of each of some companies."""
        rows = readable_deals(self.viewer).filter(company_id__in=companies)
        found: defaultdict[int | None, list[DealRow]] = defaultdict(list)
        for row in await rows.order_by("title", "id"):
            found[row.company_id].append(row)
        return [found[company] for company in companies]


async def load_users(ids: list[int]) -> list[UserRow | None]:
    """Users by their ids."""
    found = {row.id: row for row in await UserRow.filter(id__in=set(ids))}
    return [found.get(id_) for id_ in ids]


async def signed_in(token: str) -> UserRow | None:
    """The user behind a token."""
    session = await Session.get_or_none(
        token_hash=token_hash(token),
        expires_at__gt=int(time.time()),
        user__status=UserStatus.ACTIVE,
    ).select_related("user")
    return session.user if session else None


def managed(viewer: UserRow) -> Q:
    """The companies that somebody manages."""
    return Q(account_manager_id=viewer.id) | Q(second_account_manager_id=viewer.id)


def readable_companies(viewer: UserRow | None) -> QuerySet[CompanyRow]:
    """The companies that somebody may read."""
    assert viewer
    rows = CompanyRow.filter(account_id=viewer.account_id)
    return rows.filter(managed(viewer)) if limited(viewer) else rows


def readable_deals(viewer: UserRow | None) -> QuerySet[DealRow]:
    """The deals that somebody may read: with limited access those of the companies they manage."""
    assert viewer
    rows = DealRow.filter(account_id=viewer.account_id)
    if not limited(viewer):
        return rows
    me = viewer.id
    either = Q(company__account_manager_id=me) | Q(company__second_account_manager_id=me)
    return rows.filter(either)


def limited(viewer: UserRow) -> bool:
    """Whether somebody sees only what they manage."""
    return viewer.crm_access is CrmAccess.LIMITED_CRM and not viewer.is_admin
