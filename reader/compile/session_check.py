"""The one row behind every read: the viewer's live session, with the profile of the plan.

A statement that finds the session over or a fact changed answers no row, and is planned anew;
so rights are those of the moment of reading, at no further round trip.
"""

import time

from pypika_tortoise.terms import ValueWrapper

from orm.user import UserStatus
from reader.compile.compiler import Compiler


def with_session_check(c: Compiler, value: str, rows: str = "") -> str:
    """A statement that answers a value for as long as the viewer is who they were.

    rows: a further table with its condition, as JOIN ... ON ...; then a value for each row of it.
    """
    profile, token = c.viewer.profile, c.bind(lambda call: call.viewer.token_hash)
    now = c.bind(lambda call: int(time.time()), "int")
    live = f"s.token_hash = {token} AND s.expires_at > {now}"
    if profile.is_operator:
        return f'SELECT {value} FROM "operator_token" s{rows} WHERE {live}'
    known: dict[str, bool | int | str] = {
        "v.is_admin": profile.is_admin,
        "v.crm_access": profile.crm_access.value,
        "v.project_access": profile.project_access.value,
        "v.sees_financials": profile.sees_financials,
        c.dialect.text("v.modules"): profile.modules_json,
        "a.plan": profile.plan.value,
        c.dialect.text("a.boosters"): profile.boosters_json,
        c.dialect.text("a.features"): profile.features_json,
        "v.status": UserStatus.ACTIVE.value,
    }
    if c.uses_segments:
        known["a.segments_version"], known["v.segments_version"] = c.known.version
    # A plan is of this profile alone; written out, they need not be bound at every run.
    context = c.dialect.context
    same = " AND ".join(f"{it} = {ValueWrapper(of).get_sql(context)}" for it, of in known.items())
    join = c.dialect.join
    return (
        f'SELECT {value} FROM "session" s {join} "user" v ON v.id = s.user_id'
        f' {join} "account" a ON a.id = v.account_id{rows} WHERE {same} AND {live}'
    )
