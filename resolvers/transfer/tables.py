"""Places that are rows beside the record: owners, participants, tasks, and custom fields."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from tortoise.models import Model

from orm.custom_field import CustomFieldDefinition, CustomFieldValue
from orm.project import Project, ProjectOwner, ProjectParticipant
from orm.record import Record, RecordKind
from orm.task import Task
from orm.user import UserStatus
from permissions.record import ACCESS
from resolvers.transfer.place import Assignment, Move, Moves, Passing, Place
from resolvers.write.batches import chunks
from resolvers.write.errors import UserErrorCode, invalid


@dataclass(frozen=True, kw_only=True)
class Table(Place):
    """A row of a table that names a user and a project."""

    model: type[Model]
    #: Whether its passing on is part of the record's history.
    recorded: bool = False

    async def held(self, user_id: int, kinds: Collection[RecordKind]) -> list[Assignment]:
        """Every row that names the user, with its project."""
        rows: list[Any] = await self.model.filter(user_id=user_id).order_by("id")
        projects = await _by_id(Project, {row.project_id for row in rows})
        return [Assignment(projects[row.project_id], row) for row in rows]

    async def pass_on(self, held: list[Assignment], passing: Passing) -> Moves:
        """Let each row name somebody else; one that may name nobody goes or stays empty."""
        gone = await self.superfluous(held, passing)
        moves = [self._move(it, passing, merged=it.row.pk in gone) for it in held]
        kept = [it.row.pk for it in held if it.row.pk not in gone]
        return Moves(self, moves, partial(self._save, gone, kept, passing.to))

    async def superfluous(self, held: list[Assignment], passing: Passing) -> set[int]:
        """The rows that go, since nobody is named or who is named is there already."""
        if passing.to is None:
            return {it.row.pk for it in held}
        there: set[int] = set()
        for some in chunks([it.record.id for it in held]):
            rows = self.model.filter(project_id__in=some, user_id=passing.to)
            found = await rows.values_list("project_id", flat=True)
            there |= set(cast(list[int], found))
        return {it.row.pk for it in held if it.record.id in there}

    def _move(self, held: Assignment, passing: Passing, *, merged: bool) -> Move:
        to = None if merged else passing.to
        return Move(
            held.record,
            ((self.role, passing.giver, to),) if self.recorded else (),
            took=frozenset() if to is None else frozenset((to,)),
            left=frozenset((passing.giver,)),
        )

    async def _save(self, gone: set[int], kept: list[int], to: int | None) -> None:
        for some in chunks(sorted(gone)):
            await self.model.filter(id__in=some).delete()
        for some in chunks(kept):
            await self.model.filter(id__in=some).update(**self.naming(to))

    def naming(self, to: int | None) -> dict[str, object]:
        """The columns of a row by which it names somebody from now on."""
        return {"user_id": to}


@dataclass(frozen=True, kw_only=True)
class Owners(Table):
    """The owners of projects, of whom the last active one stays."""

    model: type[Model] = ProjectOwner
    recorded: bool = True

    async def pass_on(self, held: list[Assignment], passing: Passing) -> Moves:
        """As a row of a table. Raises Invalid where a project would have no active owner."""
        if passing.to is None:
            shared: set[int] = set()
            for some in chunks([it.record.id for it in held]):
                others = ProjectOwner.filter(
                    project_id__in=some, user__status=UserStatus.ACTIVE
                ).exclude(user_id=passing.giver)
                shared |= {row.project_id for row in await others}
            alone = sum(it.record.id not in shared for it in held)
            if alone:
                many = f"{alone} project{'s'[: alone != 1]}"
                of = many if passing.viewer.has(self.module) else "some projects"
                message = f"They are the only active owner of {of}."
                raise invalid(UserErrorCode.LAST_OWNER, message, passing.path)
        return await super().pass_on(held, passing)


@dataclass(frozen=True, kw_only=True)
class Participants(Table):
    """Who takes part in projects by themselves, and not through a team."""

    model: type[Model] = ProjectParticipant


@dataclass(frozen=True, kw_only=True)
class Tasks(Table):
    """Who does tasks; one that is nobody's stays."""

    model: type[Model] = Task

    async def superfluous(self, held: list[Assignment], passing: Passing) -> set[int]:
        """None: every task is another one."""
        return set()


@dataclass(frozen=True, kw_only=True)
class Values(Table):
    """The custom fields of type USER that name somebody, on records of every kind."""

    model: type[Model] = CustomFieldValue
    recorded: bool = True

    async def held(self, user_id: int, kinds: Collection[RecordKind]) -> list[Assignment]:
        """Every value that is the user, with its record."""
        rows = CustomFieldValue.filter(user_id=user_id, record_kind__in=list(kinds))
        found = await rows.order_by("id")
        ids: dict[RecordKind, set[int]] = defaultdict(set)
        for row in found:
            ids[row.record_kind].add(row.record_id)
        records = {kind: await _by_id(ACCESS[kind].model, some) for kind, some in ids.items()}
        held = ((records[row.record_kind].get(row.record_id), row) for row in found)
        return [Assignment(record, row) for record, row in held if record is not None]

    async def superfluous(self, held: list[Assignment], passing: Passing) -> set[int]:
        """All where nobody is named: what a record does not have in a field has no row.

        Raises Invalid for a field that each record must have.
        """
        if passing.to is not None:
            return set()
        values: list[Any] = [it.row for it in held]
        ids = {value.definition_id for value in values}
        required = await CustomFieldDefinition.filter(id__in=list(ids), required=True).first()
        if required is not None:
            seen = passing.viewer.has(ACCESS[required.level].module)
            label = required.label if seen else "A custom field"
            message = f"{label} is required; say to whom it goes, or leave it."
            raise invalid(UserErrorCode.REQUIRED, message, passing.path)
        return {value.id for value in values}

    def naming(self, to: int | None) -> dict[str, object]:
        """Since when they are responsible, as well."""
        return super().naming(to) | {"set_at": datetime.datetime.now(datetime.UTC)}


async def _by_id(model: type[Record], ids: Iterable[int]) -> dict[int, Record]:
    found: dict[int, Record] = {}
    for some in chunks(sorted(ids)):
        found |= {row.id: row for row in await model.filter(id__in=some)}
    return found
