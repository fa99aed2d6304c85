"""The one door to a write.

It authorises, locks, checks the version, and commits the row, the history of its responsibles,
the events and the notifications together or not at all. A write cannot start without naming a
permission.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

from tortoise.models import Model

from notifications.domain_event import DomainEvent
from notifications.pubsub import account_topic
from orm.account import Account
from orm.database.database import Database
from orm.database.fair_turns import SERVICE, Origin
from orm.errors import NotFound
from orm.note import Note
from orm.record import Record
from permissions.rule import M, Permission
from permissions.viewer import Viewer
from resolvers.custom_field.keeping import Put, forget
from resolvers.write.authorization import (
    check_operator,
    check_version,
    current_account_and_user,
    keep_access,
    load,
    refusal,
)
from resolvers.write.snapshot import Snapshot
from resolvers.write.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)


class Emit(Protocol):
    """Adds an event to the unit of work; puts: what its record is to have in custom fields."""

    def __call__(self, event: DomainEvent, puts: Iterable[Put] = ()) -> None: ...


@asynccontextmanager
async def updating(
    viewer: Viewer,
    permission: Permission[M],
    id: int,
    *,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
    reason: str | None = None,
) -> AsyncIterator[tuple[M, Emit]]:
    """Change a row: what is left on it at the end is saved, and what is recorded is told.

    confirm_loss_of_access: whether the viewer agrees to lose their own access by it.
    reason: why, for history.
    Raises NotFound, Forbidden, FeatureNotAvailable, Unauthenticated, Conflict and Invalid.
    """
    async with viewer_transaction(viewer, reason) as work:
        row = await load(viewer, permission, id)
        check_version(row, version)
        before = Snapshot.of(row)
        yield row, work.emit
        await work.save(row, before)
        if not confirm_loss_of_access:
            await keep_access(viewer, permission, row)


@asynccontextmanager
async def updating_related(
    viewer: Viewer,
    permission: Permission[R],
    id: int,
    *,
    version: int | None = None,
    confirm_loss_of_access: bool = False,
) -> AsyncIterator[tuple[R, Emit]]:
    """Change what is tied to a record, such as its owners: as change, for rows beside its own."""
    async with viewer_transaction(viewer) as work:
        row = await load(viewer, permission, id)
        check_version(row, version)
        before = Snapshot.of(row)
        await work.look(row)
        yield row, work.emit
        await work.relate(row, before)
        if not confirm_loss_of_access:
            await keep_access(viewer, permission, row)


@asynccontextmanager
async def creating(
    viewer: Viewer,
    permission: Permission[Model],
    row: Record,
    *,
    confirm_loss_of_access: bool = False,
) -> AsyncIterator[Emit]:
    """Create a record: what is on the row at the end is saved, and what is recorded is told."""
    async with transaction(viewer, permission) as work:
        yield work.emit
        await work.create(row)
        if not confirm_loss_of_access:
            await keep_access(viewer, permission, row)


@asynccontextmanager
async def deleting(
    viewer: Viewer, permission: Permission[M], id: int, *, version: int | None = None
) -> AsyncIterator[tuple[M, Emit]]:
    """Delete a row after what is inside, and of a record what was noted; tell what is recorded."""
    async with deleting_with_work(viewer, permission, id, version=version) as (row, work):
        yield row, work.emit


@asynccontextmanager
async def deleting_with_work(
    viewer: Viewer, permission: Permission[M], id: int, *, version: int | None = None
) -> AsyncIterator[tuple[M, UnitOfWork]]:
    """As removal, where the history of other rows is to be written too."""
    async with viewer_transaction(viewer) as work:
        row = await load(viewer, permission, id)
        check_version(row, version)
        if isinstance(row, Record):
            await work.look(row, removing=True)
        yield row, work
        if isinstance(row, Record):
            await forget(row)
            await Note.filter(record_kind=row.kind, record_id=row.id).delete()
        await row.delete()


@asynccontextmanager
async def transaction(viewer: Viewer, permission: Permission[Model]) -> AsyncIterator[UnitOfWork]:
    """Do what concerns no row that is there already, or many."""
    async with viewer_transaction(viewer) as work:
        if permission.where(viewer) is None:
            raise refusal(viewer, permission)
        yield work


async def authorize(viewer: Viewer, permission: Permission[Model]) -> None:
    """See that somebody may do a deed, before what takes long; raises what refuses it."""
    async with transaction(viewer, permission):
        pass


@asynccontextmanager
async def system_transaction(
    database: Database, account_id: int, reason: str | None = None
) -> AsyncIterator[UnitOfWork]:
    """A transaction of the service itself: an import, or the operator's command."""
    async with _in_account(database, Origin(account_id, "")) as topics:
        account = await Account.filter(id=account_id).select_for_update().first()
        if account is None:
            raise NotFound
        work = UnitOfWork(database, account, None, reason)
        yield work
        await work.commit()
        topics |= work.topics


@asynccontextmanager
async def operator_transaction(
    viewer: Viewer, permission: Permission[Model], account_id: int
) -> AsyncIterator[UnitOfWork]:
    """What the operator does to an account. Raises Forbidden, Unauthenticated and NotFound."""
    async with system_transaction(viewer.database, account_id) as work:
        await check_operator(viewer, permission)
        yield work


@asynccontextmanager
async def operator_transaction_without_account(
    viewer: Viewer, permission: Permission[Model]
) -> AsyncIterator[None]:
    """What the operator does before there is an account. Raises Forbidden and Unauthenticated."""
    async with anonymous_transaction(viewer.database):
        await check_operator(viewer, permission)
        yield


@asynccontextmanager
async def anonymous_transaction(
    database: Database, origin: Origin = SERVICE
) -> AsyncIterator[set[str]]:
    """A transaction that locks no account: signing in and out, and the operator's look.

    origin: whose work it is, of no account. Whoever listens to the topics that are added inside
    is woken.
    """
    async with database.writing(origin) as topics:
        yield topics


@asynccontextmanager
async def viewer_transaction(
    viewer: Viewer, reason: str | None = None
) -> AsyncIterator[UnitOfWork]:
    """A transaction of a viewer whose rights are those of this moment. Raises StaleViewer.

    reason: why, for history.
    """
    async with _in_account(viewer.database, viewer.origin) as topics:
        account, user = await current_account_and_user(viewer)
        work = UnitOfWork(viewer.database, account, user, reason)
        yield work
        await work.commit()
        topics |= work.topics


@asynccontextmanager
async def _in_account(database: Database, origin: Origin) -> AsyncIterator[set[str]]:
    """A transaction after which whoever listens to the account is woken, too."""
    assert origin.account is not None
    async with database.writing(origin) as topics:
        topics.add(account_topic(origin.account))
        yield topics
