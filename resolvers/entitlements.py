"""What the operator switches for an account: its plan, boosters and features."""

from collections.abc import Iterable
from enum import StrEnum

from notifications.events.account import FeaturesChanged
from orm.account import Account, Feature
from orm.entitlements import Booster, Plan
from permissions.account import AccountAccess
from permissions.viewer import Viewer
from resolvers.visibility.access_diff import account_rights
from resolvers.write.transaction import operator_transaction
from resolvers.write.unit_of_work import UnitOfWork


async def set_plan(viewer: Viewer, *, account: int, plan: Plan) -> int:
    """Give an account another plan; what that lacks is hidden, and nothing is deleted."""
    async with operator_transaction(viewer, AccountAccess.administer, account) as work:
        before = account_rights(work.account)
        work.account.plan = plan
        await _save(work, before, plan)
    return account


async def set_booster(viewer: Viewer, *, account: int, booster: Booster, enabled: bool) -> int:
    """Add a booster to the plan of an account, or take it away."""
    async with operator_transaction(viewer, AccountAccess.administer, account) as work:
        row = work.account
        before = account_rights(row)
        row.boosters = _switched(row.boosters, booster, Booster, enabled=enabled)
        await _save(work, before, booster)
    return account


async def set_feature(viewer: Viewer, *, account: int, feature: Feature, enabled: bool) -> int:
    """Switch a feature of an account on or off."""
    async with operator_transaction(viewer, AccountAccess.administer, account) as work:
        row = work.account
        before = account_rights(row)
        row.features = _switched(row.features, feature, Feature, enabled=enabled)
        await _save(work, before, feature)
    return account


def _switched(
    now: Iterable[str], one: StrEnum, every: type[StrEnum], *, enabled: bool
) -> list[str]:
    chosen = {*now, one.value} if enabled else {*now} - {one.value}
    return [it.value for it in every if it.value in chosen]


async def _save(work: UnitOfWork, before: dict[str, object], label: StrEnum) -> None:
    """Save it and record it, if it is otherwise than before."""
    row: Account = work.account
    after = account_rights(row)
    if after != before:
        await row.save(update_fields=list(after))
        data = {"before": before, "after": after}
        work.emit(FeaturesChanged(label=label.value, data=data))
