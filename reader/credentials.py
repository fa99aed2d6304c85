"""What signing in reads: the passwords of an e-mail, and the attempts that have failed.

It reads as every other read does, so that it waits for no writer.
"""

from collections.abc import Collection
from typing import NamedTuple

import orjson

from orm.database.database import Database
from orm.database.fair_turns import Origin
from orm.user import UserStatus
from reader.dialect import DIALECTS


class Credential(NamedTuple):
    """A user who may sign in, and the hash of their password."""

    user_id: int
    account_id: int
    account_name: str
    password_hash: str
    #: Whether they have signed in from this network before.
    is_known_place: bool


class Failures(NamedTuple):
    """How many attempts have failed on one subject from one network, and the last of them."""

    subject: str
    source: str
    number: int
    #: Seconds since the epoch.
    last: int


async def credentials(
    database: Database, email: str, source: str, origin: Origin
) -> list[Credential]:
    """Who may sign in with an e-mail, in every account; by the order of their ids."""
    parameter = DIALECTS[database.dialect].parameter
    sql = (
        "SELECT u.id, u.account_id, a.name, u.password_hash, p.id IS NOT NULL"
        ' FROM "user" u JOIN "account" a ON a.id = u.account_id'
        ' LEFT JOIN "sign_in_place" p'
        f" ON p.user_id = u.id AND p.source = {parameter(2, 'text')}"
        f" WHERE u.email = {parameter(1, 'text')} AND u.status = {parameter(3, 'text')}"
        " AND u.password_hash IS NOT NULL"
        " ORDER BY u.id"
    )
    rows = await database.readers.rows(sql, [email, source, UserStatus.ACTIVE.value], origin)
    return [Credential(*row) for row in rows]


async def hash_of_email(database: Database, email: str, origin: Origin) -> str | None:
    """The first hash that is kept with an e-mail in any account, or None."""
    parameter = DIALECTS[database.dialect].parameter
    sql = (
        f'SELECT password_hash FROM "user" WHERE email = {parameter(1, "text")}'
        " AND password_hash IS NOT NULL ORDER BY id LIMIT 1"
    )
    found: str | None = await database.readers.value(sql, [email], origin)
    return found


async def failures(
    database: Database, subjects: Collection[str], source: str, since: int, origin: Origin
) -> list[Failures]:
    """The failures since a moment, on some subjects from anywhere, and all from one network."""
    dialect = DIALECTS[database.dialect]
    sql = (
        "SELECT subject, source, COUNT(*), MAX(at) FROM sign_in_failure"
        f" WHERE at > {dialect.parameter(3, 'int')}"
        f" AND (subject IN ({dialect.elements(dialect.parameter(1, 'text'), 'text')})"
        f" OR subject = '' AND source = {dialect.parameter(2, 'text')})"
        " GROUP BY subject, source"
    )
    values = [orjson.dumps(sorted(subjects)).decode(), source, since]
    return [Failures(*row) for row in await database.readers.rows(sql, values, origin)]
