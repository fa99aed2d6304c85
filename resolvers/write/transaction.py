"""The one door to a write.

It authorises, locks, checks the version, and commits the row, the history of its responsibles,
the events and the notifications together or not at all. A write cannot start without naming a
permission.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from notifications.domain_event import Happened
from notifications.pubsub import of_account
from orm.account import Account
from orm.database.fair_turns import SERVICE, Origin
from orm.note import Note
from orm.record import Record
from permissions.rule import M, Permission
from permissions.viewer import Viewer
from resolvers.custom_field.keeping import forget
from resolvers.runtime.runtime import house
from resolvers.write.authorization import (
    check_operator,
    check_version,
    keep_access,
    load,
    present,
    refusal,
)
from resolvers.write.errors import NotFound
from resolvers.write.snapshot import Before
from resolvers.write.unit_of_work import Settlement

R = TypeVar("R", bound=Record)
Tell = Callable[[Happened], None]


@asynccontextmanager
async def change(
    viewer: Viewer,
    permission: Permission[M],
    id: int,
    *,
    version: int | None = None,
    may_lose: bool = False,
    reason: str | None = None,
) -> AsyncIterator[tuple[M, Tell]]:
    """Change a row: what is left on it at the end is saved, and what is recorded is told.

    may_lose: whether the viewer agrees to lose their own access by it. reason: why, for history.
    Raises NotFound, Denied, Unavailable, Unauthenticated, Conflict and Invalid.
    """
    async with writing(viewer) as settlement:
        settlement.reason = reason
        row = await load(viewer, permission, id)
        check_version(row, version)
        before = Before.of(row)
        yield row, settlement.record
        await settlement.save(row, before)
        if not may_lose:
            await keep_access(viewer, permission, row)


@asynccontextmanager
async def relation(
    viewer: Viewer,
    permission: Permission[R],
    id: int,
    *,
    version: int | None = None,
    may_lose: bool = False,
) -> AsyncIterator[tuple[R, Tell]]:
    """Change what is tied to a record, such as its owners: as change, for rows beside its own."""
    async with writing(viewer) as settlement:
        row = await load(viewer, permission, id)
        check_version(row, version)
        before = Before.of(row)
        await settlement.look(row)
        yield row, settlement.record
        await settlement.relate(row, before)
        if not may_lose:
            await keep_access(viewer, permission, row)


@asynccontextmanager
async def creation(
    viewer: Viewer, permission: Permission[Any], row: Record, *, may_lose: bool = False
) -> AsyncIterator[Tell]:
    """Create a record: what is on the row at the end is saved, and what is recorded is told."""
    async with deed(viewer, permission) as settlement:
        yield settlement.record
        await settlement.create(row)
        if not may_lose:
            await keep_access(viewer, permission, row)


@asynccontextmanager
async def removal(
    viewer: Viewer, permission: Permission[M], id: int, *, version: int | None = None
) -> AsyncIterator[tuple[M, Tell]]:
    """Delete a row after what is inside, and of a record what was noted; tell what is recorded."""
    async with removing(viewer, permission, id, version=version) as (row, settlement):
        yield row, settlement.record


@asynccontextmanager
async def removing(
    viewer: Viewer, permission: Permission[M], id: int, *, version: int | None = None
) -> AsyncIterator[tuple[M, Settlement]]:
    """As removal, where the history of other rows is to be written too."""
    async with writing(viewer) as settlement:
        row = await load(viewer, permission, id)
        check_version(row, version)
        if isinstance(row, Record):
            await settlement.look(row, removing=True)
        yield row, settlement
        if isinstance(row, Record):
            await forget(row)
            await Note.filter(record_kind=row.kind, record_id=row.id).delete()
        await row.delete()


@asynccontextmanager
async def deed(viewer: Viewer, permission: Permission[Any]) -> AsyncIterator[Settlement]:
    """Do what concerns no row that is there already, or many."""
    async with writing(viewer) as settlement:
        if permission.where(viewer) is None:
            raise refusal(viewer, permission)
        yield settlement


async def admit(viewer: Viewer, permission: Permission[Any]) -> None:
    """See that somebody may do a deed, before what takes long; raises what refuses it."""
    async with deed(viewer, permission):
        pass


@asynccontextmanager
async def service(account_id: int, reason: str | None = None) -> AsyncIterator[Settlement]:
    """A transaction of the service itself: an import, or the operator's command."""
    async with _ringing(Origin(account_id, "")) as topics:
        account = await Account.filter(id=account_id).select_for_update().first()
        if account is None:
            raise NotFound
        settlement = Settlement(account, None, reason)
        yield settlement
        await settlement.settle()
        topics |= settlement.topics


@asynccontextmanager
async def operation(
    viewer: Viewer, permission: Permission[Any], account_id: int
) -> AsyncIterator[Settlement]:
    """What the operator does to an account. Raises Denied, Unauthenticated and NotFound."""
    async with service(account_id) as settlement:
        await check_operator(viewer, permission)
        yield settlement


@asynccontextmanager
async def founding(viewer: Viewer, permission: Permission[Any]) -> AsyncIterator[None]:
    """What the operator does before there is an account. Raises Denied and Unauthenticated."""
    async with doorstep():
        await check_operator(viewer, permission)
        yield


@asynccontextmanager
async def doorstep() -> AsyncIterator[set[str]]:
    """A transaction that locks no account: signing in and out, and the operator's look.

    Whoever listens to the topics that are added inside is woken.
    """
    async with _ringing(SERVICE) as topics:
        yield topics


@asynccontextmanager
async def writing(viewer: Viewer) -> AsyncIterator[Settlement]:
    """A transaction of a viewer whose rights are those of this moment. Raises Outdated."""
    async with _ringing(Origin(viewer.account_id, viewer.id)) as topics:
        settlement = Settlement(*await present(viewer))
        yield settlement
        await settlement.settle()
        topics |= settlement.topics


@asynccontextmanager
async def _ringing(origin: Origin) -> AsyncIterator[set[str]]:
    """A transaction after which whoever listens to its topics, or to its account, is woken."""
    topics = set() if origin.account is None else {of_account(origin.account)}
    settled = False
    try:
        async with house().database.writing(origin):
            yield topics
            settled = True
    finally:
        # Also where who writes has gone meanwhile: it may be committed.
        if settled and topics:
            await house().broker.ring(topics)
