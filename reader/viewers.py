"""Viewers by their session's token; looked up once, and checked by every statement they run."""

import hashlib
import time
from typing import Any

from orm.database import Database
from orm.user import CrmAccess, UserStatus
from permissions.viewer import Facts, Viewer
from reader.dialect import DIALECTS
from reader.document import Recent

MOST_REMEMBERED = 10_000


def token_hash(token: str) -> str:
    """How a token is kept: nobody who reads the database can sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()


class Viewers:
    """Who is behind a token."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent = Recent(MOST_REMEMBERED)
        dialect = DIALECTS[database.dialect]
        self._sql = (
            f"SELECT v.id, v.account_id, v.is_admin, v.crm_access, {dialect.text('v.modules')},"
            f" {dialect.text('a.features')}"
            ' FROM "session" s JOIN "user" v ON v.id = s.user_id'
            ' JOIN "account" a ON a.id = v.account_id'
            f" WHERE s.token_hash = {dialect.parameter(1, 'text')}"
            f" AND s.expires_at > {dialect.parameter(2, 'int')}"
            f" AND v.status = {dialect.parameter(3, 'text')}"
        )

    async def of(self, token: str) -> Viewer | None:
        """The viewer behind a token, as last seen; None where there is no live session."""
        digest = token_hash(token)
        viewer: Viewer | None = self._recent.use(digest)
        return viewer or await self.anew(digest)

    async def anew(self, digest: str) -> Viewer | None:
        """The viewer behind a token's hash, as they are now."""
        self._recent.pop(digest, None)
        values = (digest, int(time.time()), UserStatus.ACTIVE.value)
        rows = await self._database.readers.rows(self._sql, values)
        if not rows:
            return None
        viewer: Viewer = self._recent.put(digest, _viewer(rows[0], digest))
        return viewer


def _viewer(row: Any, digest: str) -> Viewer:
    id_, account_id, is_admin, crm_access, modules, features = row
    facts = Facts(bool(is_admin), CrmAccess(crm_access), modules, features)
    return Viewer(id_, account_id, facts, digest)
