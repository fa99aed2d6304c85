"""Asks which of many users may read which rows, with the users as a table in the statement.

Users with the same access profile have the same rules, so there is one statement for each profile,
and none for a profile that may read every row.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable

import orjson
from pypika_tortoise import Query, Table
from pypika_tortoise.context import SqlContext
from pypika_tortoise.terms import Criterion, Field
from tortoise.connection import get_connection
from tortoise.expressions import Q, ResolveContext
from tortoise.models import Model

from orm.account import Account
from orm.database.rows import Row, Values
from orm.user import User, UserStatus
from permissions.rule import Access
from permissions.viewer import AccessProfile, Viewer

Rows = Callable[[str, Values], Awaitable[Iterable[Row]]]
Pair = tuple[int, int]
#: Both databases limit the values of a statement to about 32,000.
IDS_AT_ONCE = 5_000


async def viewers(account: Account, user_ids: Collection[int]) -> list[Viewer]:
    """The viewers of those users of an account who are active, with the access profiles of now."""
    if not user_ids:
        return []
    users = User.filter(account_id=account.id, id__in=list(user_ids), status=UserStatus.ACTIVE)
    return [viewer_of(user, account) for user in await users.order_by("id")]


def viewer_of(user: User, account: Account) -> Viewer:
    """The viewer that a user is."""
    modules, boosters, features = (
        orjson.dumps(it).decode() for it in (user.modules, account.boosters, account.features)
    )
    profile = AccessProfile(
        is_admin=user.is_admin,
        crm_access=user.crm_access,
        project_access=user.project_access,
        sees_financials=user.sees_financials,
        modules_json=modules,
        plan=account.plan,
        boosters_json=boosters,
        features_json=features,
    )
    return Viewer(user.id, account.id, profile)


async def readers(
    rows: Rows, dialect: str, access: type[Access[Model]], ids: Collection[int], among: list[Viewer]
) -> set[Pair]:
    """The pairs of a user and a row for which the user may read the row."""
    pairs: set[Pair] = set()
    groups: dict[AccessProfile, list[Viewer]] = defaultdict(list)
    for viewer in among:
        groups[viewer.profile].append(viewer)
    for group in groups.values():
        granted = access.permissions()["read"].grant(group[0])
        if granted is True:
            pairs |= {(viewer.id, id_) for viewer in group for id_ in ids}
        elif granted is not False:
            every = sorted(ids)
            for start in range(0, len(every), IDS_AT_ONCE):
                some = every[start : start + IDS_AT_ONCE]
                sql, values = _statement(dialect, access, some, group)
                pairs |= {(user, id_) for user, id_ in await rows(sql, values)}
    return pairs


def _statement(
    dialect: str, access: type[Access[Model]], ids: Collection[int], group: list[Viewer]
) -> tuple[str, list[object]]:
    """One statement for the pairs of a user and a row for which the rule holds."""
    user, row = Table("user", alias="u"), Table(access.model._meta.db_table, alias="r")
    viewer = group[0].as_term(Field("id", table=user), Field("account_id", table=user))
    condition = access.permissions()["read"].where(viewer)
    assert condition is not None
    query = (
        Query.from_(user)
        .join(row)
        .on(row.account_id == user.account_id)
        .select(user.id, row.id)
        .where(user.id.isin([viewer.id for viewer in group]))
        .where(row.id.isin(list(ids)))
        .where(_on(access, row, condition))
    )
    return query.get_parameterized_sql(_context(dialect))


def _context(dialect: str) -> SqlContext:
    context: SqlContext = get_connection(dialect).query_class.SQL_CONTEXT
    return context


async def difference(
    rows: Rows,
    dialect: str,
    access: type[Access[Model]],
    one: Viewer,
    other: Viewer,
    *,
    after: int = 0,
    most: int | None = None,
) -> list[int]:
    """The ids after an id, in order, of the rows that one viewer may read and the other may not."""
    read = access.permissions()["read"]
    seen, unseen = read.where(one), read.where(other)
    if seen is None or (read.grant(one) is True and read.grant(other) is True):
        return []
    row, same = (Table(access.model._meta.db_table, alias=alias) for alias in "rs")
    query = Query.from_(row).select(row.id).where(_on(access, row, seen))
    query = query.where(row.id > after)
    if unseen is not None:
        also = Query.from_(same).select(same.id).where(_on(access, same, unseen))
        query = query.where(row.id.notin(also))
    if most is not None:
        query = query.limit(most)
    sql, values = query.orderby(row.id).get_parameterized_sql(_context(dialect))
    return [id_ for (id_,) in await rows(sql, values)]


def _on(access: type[Access[Model]], table: Table, condition: Q) -> Criterion:
    return condition.resolve(ResolveContext(access.model, table, {}, {})).where_criterion
