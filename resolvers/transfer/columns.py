"""Places that are columns of the record itself: first and second managers, and who is assigned."""

from collections.abc import Collection
from dataclasses import dataclass

from orm.record import Record, RecordKind
from permissions.readers import viewers
from resolvers.transfer.place import Assignment, Move, Moves, Passing, Place
from resolvers.write.errors import UserErrorCode, invalid


@dataclass(frozen=True, kw_only=True)
class Column(Place):
    """A column of the record; where the first is cleared, a second who counts moves up."""

    model: type[Record]
    required: bool = False

    async def held(self, user_id: int, kinds: Collection[RecordKind]) -> list[Assignment]:
        """Every record whose column names the user."""
        rows = self.model.filter(**{self.model.roles[self.role]: user_id}).order_by("id")
        return [Assignment(row, row) for row in await rows]

    async def pass_on(self, held: list[Assignment], passing: Passing) -> Moves:
        """Set the column on each record. Raises Invalid where nobody would be responsible."""
        if self.required and passing.to is None:
            message = f"Somebody has to be responsible for a {self.model.__name__.lower()}."
            raise invalid(UserErrorCode.RESPONSIBLE_REQUIRED, message, passing.path)
        records = [it.record for it in held]
        moving_up = await self._moving_up(records, passing)
        moves = [self._move(record, passing, moving_up) for record in records]
        return Moves(self, moves, _nothing_else, tuple(self.model.roles.values()))

    async def _moving_up(self, records: list[Record], passing: Passing) -> set[int]:
        """Seconds who count and still work here take the place of a first that is cleared."""
        _, *others = self.model.roles.values()
        second_responsibles = {getattr(it, column) for it in records for column in others} - {None}
        active = (
            await viewers(passing.account, second_responsibles)
            if passing.second_responsibles
            else []
        )
        return {viewer.id for viewer in active}

    def _move(self, record: Record, passing: Passing, moving_up: set[int]) -> Move:
        before = {column: getattr(record, column) for column in record.roles.values()}
        self._set(record, passing.to, moving_up)
        now = {column: getattr(record, column) for column in before}
        # A stored second who does not count gains and loses nothing by it.
        counting = record.counting(second_responsibles=passing.second_responsibles)
        return Move(
            record,
            tuple(
                (role, before[column], now[column])
                for role, column in record.roles.items()
                if before[column] != now[column]
            ),
            # Also from another role of theirs.
            took=frozenset(now[it] for it in counting if now[it] not in (None, before[it])),
            left=frozenset({before[it] for it in counting} - {now[it] for it in counting} - {None}),
        )

    def _set(self, record: Record, to: int | None, moving_up: set[int]) -> None:
        first, *second_responsibles = record.roles.values()
        if self.model.roles[self.role] != first:
            (second,) = second_responsibles
            setattr(record, second, None if to == getattr(record, first) else to)
            return
        for second in second_responsibles:
            other = getattr(record, second)
            if to is None:
                to, other = (other if other in moving_up else None), None
            setattr(record, second, None if other == to else other)
        setattr(record, first, to)


async def _nothing_else() -> None:
    """The records are saved, and nothing is beside them."""
