"""What a change leaves behind: saved rows, history, events, and who was told."""

import datetime
from collections.abc import Iterable

from tortoise.models import Model

from notifications.delivery import choose_recipients, deliver, preferences, write_event
from notifications.domain_event import DomainEvent
from notifications.pubsub import user_topic
from notifications.stakeholders import Stakeholders
from orm.account import Account, Feature
from orm.database.database import Database
from orm.event import EventData
from orm.record import Columns, Record, ResponsibilityRole
from orm.responsibility import ResponsibilityChange
from orm.user import User, UserStatus
from permissions.company import CompanyAccess
from permissions.readers import viewers
from permissions.viewer import Viewer
from resolvers.custom_field.keeping import Put, RoleChange, keep
from resolvers.visibility.access_diff import RightsChanged, access_diff
from resolvers.visibility.record_diff import BulkVisibilityDiff, VisibilityDiff
from resolvers.visibility.stakeholders import RecordStakeholders, responsible_for, role_holders
from resolvers.write.batches import AT_ONCE
from resolvers.write.snapshot import Snapshot


class UnitOfWork:
    """Gathers what one transaction does, and writes down at its end what others need to know."""

    def __init__(
        self, database: Database, account: Account, by: User | None, reason: str | None = None
    ) -> None:
        self.database = database
        self.account, self.by, self.reason = account, by, reason
        self.topics: set[str] = set()
        self._events: list[DomainEvent] = []
        self._puts: list[Put] = []
        self._own_diff: VisibilityDiff | None = None
        self._diff: VisibilityDiff | BulkVisibilityDiff | None = None
        self._was: tuple[int, ...] = ()
        self._role_holders: list[tuple[ResponsibilityRole, int]] = []
        #: Who was around a record that is gone.
        self._left: RecordStakeholders | None = None

    @property
    def second_responsibles(self) -> bool:
        """Whether second responsibles count."""
        return Feature.SECOND_ACCOUNT_MANAGER in self.account.features

    def emit(self, event: DomainEvent, puts: Iterable[Put] = ()) -> None:
        """Something happened; puts: what its record is to have in custom fields by it."""
        self._events.append(event)
        self._puts += puts

    async def create(self, row: Record, puts: Iterable[Put] = ()) -> None:
        """Save a new record, unless it is for the sake of what is tied to it, and its history.

        puts: what it has in custom fields.
        """
        self._puts += puts
        row.account_id = self.account.id
        if row.id is None:
            await row.save()
        await self.history(row, dict.fromkeys(row.roles.values()))

    async def save(self, row: Model, before: Snapshot) -> None:
        """Save what was changed."""
        changed = before.changed(row)
        if not isinstance(row, Record):
            if changed:
                await row.save(update_fields=changed)
            return
        if not (changed or self._puts):
            return
        diff = VisibilityDiff(self.database, self.account, before.columns, row)
        await diff.measure()
        row.version += 1
        await row.save(update_fields=[*changed, "version", "updated_at"])
        await self.history(row, before.columns)
        self._own_diff = self._diff = diff
        self._was = self._responsible(before.columns, row)

    async def look(self, row: Record, *, removing: bool = False) -> None:
        """Ask who could read a record, before it goes or what is tied to it changes."""
        self._own_diff = VisibilityDiff(self.database, self.account, Snapshot.of(row).columns, row)
        await self._own_diff.measure(relating=not removing, removing=removing)
        self._diff = self._own_diff
        self._was = await responsible_for(row, second_responsibles=self.second_responsibles)
        if removing:
            self._left = await RecordStakeholders.of(
                row, second_responsibles=self.second_responsibles
            )
        else:
            self._role_holders = await role_holders(row)

    async def relate(self, row: Record, before: Snapshot) -> None:
        """Save what was changed of a record, if only that something else is tied to it."""
        if not self._events:
            return
        changed = before.changed(row)
        row.version += 1
        await row.save(update_fields=[*changed, "version", "updated_at"])
        await self.write_holders(row)

    async def write_holders(self, row: Record) -> None:
        """Write down who came to have a role that several can have, and who no longer has it."""
        now = await role_holders(row)
        passed: list[RoleChange] = [(*it, None) for it in self._role_holders if it not in now]
        passed += [
            (role, None, user) for role, user in now if (role, user) not in self._role_holders
        ]
        await self.passed_on([(row, [*passed, *await self._keep(row)])])

    async def history(self, row: Record, before: Columns) -> None:
        """Write down which roles passed from whom to whom."""
        passed: list[RoleChange] = [
            (role, before[column], getattr(row, column))
            for role, column in row.roles.items()
            if before[column] != getattr(row, column)
        ]
        await self.passed_on([(row, [*passed, *await self._keep(row)])])

    async def _keep(self, row: Record) -> list[RoleChange]:
        """Write what the record is to have in custom fields, once."""
        puts, self._puts = self._puts, []
        return await keep(row, puts)

    async def passed_on(
        self, moves: Iterable[tuple[Record, Iterable[RoleChange]]], batch: str | None = None
    ) -> None:
        """Write down which roles on which records passed from whom to whom.

        batch: what all have that were passed on in one go.
        """
        now = datetime.datetime.now(datetime.UTC)
        changes = (
            ResponsibilityChange(
                account_id=self.account.id,
                record_kind=row.kind,
                record_id=row.id,
                role=role,
                from_user_id=from_user,
                to_user_id=to_user,
                by_id=self.by.id if self.by else None,
                reason=self.reason,
                batch=batch,
                at=now,
            )
            for row, passed in moves
            for role, from_user, to_user in passed
        )
        await ResponsibilityChange.bulk_create(changes, batch_size=AT_ONCE)

    def _responsible(self, columns: Columns, row: Record) -> tuple[int, ...]:
        names = row.counting(second_responsibles=self.second_responsibles)
        return tuple(columns[name] for name in names if columns[name] is not None)

    def later(self, diff: BulkVisibilityDiff) -> None:
        """What many records' readers gained and lost goes into the event, once it is known."""
        self._diff = diff

    async def commit(self) -> None:
        """Write every event, and tell those whom it concerns."""
        by_id = self.by.id if self.by else None
        for event in self._events:
            stakeholders = await self._stakeholders(event)
            people = {
                *stakeholders.before,
                *stakeholders.after,
                *stakeholders.participants,
                *stakeholders.managers,
            }
            people |= {*stakeholders.admins, *event.concerns}
            among = await viewers(self.account, people)
            readable, could = await self._readers(event.record, among)
            event.data.update(await self._difference(event))
            said = await preferences(event, people)
            told = choose_recipients(stakeholders, by_id, readable, could, said)
            row = await write_event(self.database, stakeholders, self.account.id, by_id)
            unaware = {it.id for it in among if not it.has(CompanyAccess.module)}
            await deliver(self.database, row, stakeholders, told, self.by, unaware)
            self.topics |= {user_topic(one.user_id) for one in told}

    async def _difference(self, event: DomainEvent) -> EventData:
        """Who gained or lost what: by their rights, or, for the first other event, by the rest."""
        if isinstance(event, RightsChanged):
            # Where more is written after it, as by an import, it was asked before that.
            if "gained" in event.data:
                return {}
            return {**await access_diff(self.database, self.account, event)}
        source, self._diff = self._diff, None
        return await source.difference() if source else {}

    async def _readers(
        self, record: Record | None, among: list[Viewer]
    ) -> tuple[set[int], set[int]]:
        """Who of some may read the record now, and who could before."""
        if record is None:
            return {viewer.id for viewer in among}, set()
        diff = self._own_diff or VisibilityDiff(
            self.database, self.account, Snapshot.of(record).columns, record
        )
        return await diff.readers(among)

    async def _stakeholders(self, event: DomainEvent) -> Stakeholders:
        record = event.record
        if record is None:
            return Stakeholders(event, admins=await self._admins())
        stakeholders = self._left or await RecordStakeholders.of(
            record, second_responsibles=self.second_responsibles, companies=event.companies
        )
        return Stakeholders(
            event,
            self._was,
            stakeholders.responsible,
            stakeholders.participants,
            stakeholders.managers,
            stakeholders.named,
        )

    async def _admins(self) -> tuple[int, ...]:
        admins = User.filter(account_id=self.account.id, is_admin=True, status=UserStatus.ACTIVE)
        return tuple([admin.id for admin in await admins.only("id")])
