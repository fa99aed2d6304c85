"""Who can read more, or less, because rights were changed and not records."""

from collections import defaultdict
from dataclasses import replace
from typing import cast

import orjson

from notifications.events.account import AccessChanged, FeaturesChanged
from orm.account import Account
from orm.database.database import Database
from orm.entitlements import Plan
from orm.record import Columns
from orm.user import CrmAccess, ProjectAccess, User
from permissions.readers import difference, viewers
from permissions.record import ACCESS
from permissions.viewer import AccessProfile
from resolvers.visibility.record_diff import Listed

RightsChanged = AccessChanged | FeaturesChanged
#: Rights by their names, as such an event says them.
Rights = dict[str, object]


async def access_diff(
    database: Database, account: Account, event: RightsChanged
) -> dict[str, Listed]:
    """Who gained and who lost which records by it, asked before anything else is written."""
    if isinstance(event, AccessChanged):
        people = {event.data["user"]}
    elif event.data["before"]["features"] != event.data["after"]["features"]:
        people = await _seconds(account)
    else:
        # A plan or a booster concerns everybody, and all there is of a kind: each stream works out
        # what that is to its viewer.
        people = set()
    sides: tuple[Listed, Listed] = defaultdict(list), defaultdict(list)
    rows, dialect = database.rows_in_transaction, database.dialect
    for now in await viewers(account, people):
        was = replace(now, profile=profile_from(event.data["before"], now.profile))
        for kind, access in ACCESS.items():
            for side, one, other in zip(sides, (now, was), (was, now), strict=True):
                ids = await difference(rows, dialect, access, one, other)
                if ids:
                    side[str(now.id)] += [[kind.value, id_] for id_ in ids]
    return {"gained": sides[0], "lost": sides[1]}


def profile_from(said: Columns, profile: AccessProfile) -> AccessProfile:
    """The profile before or after such an event, by what it says of that."""
    if "plan" in said:
        return replace(
            profile,
            plan=Plan(said["plan"]),
            boosters_json=orjson.dumps(said["boosters"]).decode(),
            features_json=orjson.dumps(said["features"]).decode(),
        )
    return replace(
        profile,
        is_admin=said["is_admin"],
        crm_access=CrmAccess(said["crm_access"]),
        project_access=ProjectAccess(said["project_access"]),
        sees_financials=said["sees_financials"],
        modules_json=orjson.dumps(said["modules"]).decode(),
    )


def account_rights(account: Account) -> Rights:
    """The rights of an account, as such an event says them."""
    return {
        "plan": account.plan.value,
        "boosters": list(account.boosters),
        "features": list(account.features),
    }


def user_rights(user: User) -> Rights:
    """The rights of a user, as such an event says them."""
    return {
        "is_admin": user.is_admin,
        "crm_access": user.crm_access.value,
        "project_access": user.project_access.value,
        "sees_financials": user.sees_financials,
        "modules": list(user.modules),
    }


async def _seconds(account: Account) -> set[int]:
    """Those who may count, or no longer count, as second responsibles."""
    found: set[int] = set()
    for model in (access.model for access in ACCESS.values()):
        for column in list(model.roles.values())[1:]:
            rows = model.filter(account_id=account.id, **{f"{column}__not_isnull": True}).distinct()
            found |= set(cast(list[int], await rows.values_list(column, flat=True)))
    return found
