"""Viewers by their session's token; looked up once, and checked by every statement they run."""

import time
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import Any

import orjson

from orm.database.database import Database
from orm.database.fair_turns import SERVICE, Origin
from orm.entitlements import Plan
from orm.user import CrmAccess, ProjectAccess, UserStatus
from permissions.tokens import token_hash
from permissions.viewer import AccessProfile, Viewer, operator_on
from reader.dialect import DIALECTS
from reader.lru import LRUCache
from reader.single_flight import SingleFlight

MOST_REMEMBERED = 10_000


class Viewers:
    """Who is behind a token."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent: LRUCache[Viewer] = LRUCache(MOST_REMEMBERED)
        self._together = SingleFlight(fresh=True)

    async def of(self, token: str, origin: Origin) -> Viewer | None:
        """The viewer behind a token, as last seen; None where there is no live session.

        origin: whose work it is to look them up, which is not known to be theirs.
        """
        digest = token_hash(token)
        return self._recent.use(digest) or await self.reload(digest, origin)

    async def reload(self, digest: str, origin: Origin) -> Viewer | None:
        """The viewer behind a token's hash, as they are now."""
        return await self._together.once(digest, lambda: self._look_up(digest, origin))

    async def _look_up(self, digest: str, origin: Origin) -> Viewer | None:
        self._recent.forget(digest)
        viewer = (await current_viewers(self._database, [digest], origin)).get(digest)
        if viewer is None and (until := await _operators_until(self._database, digest, origin)):
            viewer = replace(operator_on(self._database), token_hash=digest, expires_at=until)
        return self._recent.put(digest, viewer) if viewer else None


async def current_viewers(
    database: Database, digests: Collection[str], origin: Origin = SERVICE
) -> dict[str, Viewer]:
    """The viewers behind the hashes of some tokens, as they are now; none for what is over."""
    dialect = DIALECTS[database.dialect]
    sql = (
        "SELECT s.token_hash, s.expires_at, v.id, v.account_id, v.is_admin, v.crm_access,"
        f" v.project_access, v.sees_financials, {dialect.text('v.modules')}, a.plan,"
        f" {dialect.text('a.boosters')}, {dialect.text('a.features')}"
        ' FROM "session" s JOIN "user" v ON v.id = s.user_id'
        ' JOIN "account" a ON a.id = v.account_id'
        f" WHERE s.token_hash IN ({dialect.elements(dialect.parameter(1, 'text'), 'text')})"
        f" AND s.expires_at > {dialect.parameter(2, 'int')}"
        f" AND v.status = {dialect.parameter(3, 'text')}"
    )
    tokens = orjson.dumps(sorted(digests)).decode()
    values = [tokens, int(time.time()), UserStatus.ACTIVE.value]
    return {
        row[0]: _viewer(database, row) for row in await database.readers.rows(sql, values, origin)
    }


async def _operators_until(database: Database, digest: str, origin: Origin) -> int:
    """Until when it is the hash of a token of the operator, 0 where it is none."""
    dialect = DIALECTS[database.dialect]
    sql = (
        f"SELECT expires_at FROM operator_token WHERE token_hash = {dialect.parameter(1, 'text')}"
        f" AND expires_at > {dialect.parameter(2, 'int')}"
    )
    rows = await database.readers.rows(sql, [digest, int(time.time())], origin)
    return int(rows[0][0]) if rows else 0


def _viewer(database: Database, row: Any) -> Viewer:
    digest, expires_at, id_, account_id, *profile = row
    return Viewer(id_, account_id, _profile(*profile), digest, expires_at, database)


@lru_cache(MOST_REMEMBERED)
def _profile(
    is_admin: bool,
    crm_access: str,
    project_access: str,
    sees_financials: bool,
    modules: str,
    plan: str,
    boosters: str,
    features: str,
) -> AccessProfile:
    # One object for all of the same access profile, so that plans are found by it at once.
    return AccessProfile(
        is_admin=bool(is_admin),
        crm_access=CrmAccess(crm_access),
        project_access=ProjectAccess(project_access),
        sees_financials=bool(sees_financials),
        modules_json=modules,
        plan=Plan(plan),
        boosters_json=boosters,
        features_json=features,
    )
