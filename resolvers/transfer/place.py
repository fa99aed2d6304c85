"""Where people are responsible, and how one place passes from one person to another."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from tortoise.models import Model

from orm.account import Account
from orm.record import Record, RecordKind, ResponsibilityRole
from orm.user import Module
from permissions.viewer import Viewer
from resolvers.custom_field.keeping import RoleChange


@dataclass(frozen=True)
class Assignment:
    """A place that somebody has: the record that it is on, and the row that says so."""

    record: Record
    row: Model


@dataclass(frozen=True)
class Passing:
    """From whom places pass, and to whom; nobody where they are cleared."""

    account: Account
    #: Who says so, and is told why it cannot be.
    viewer: Viewer
    giver: int
    to: int | None
    second_responsibles: bool
    #: Where in the input it was said.
    path: str


@dataclass(frozen=True)
class Move:
    """What it changes about one record: its history, and who took something over or has no more."""

    record: Record
    passed: tuple[RoleChange, ...] = ()
    took: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Moves:
    """What passes on of one role: decided, and still to be saved."""

    place: "Place"
    all: list[Move]
    save: Callable[[], Awaitable[None]]
    #: The columns of the records that are saved with their version.
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A role that people have, wherever that is kept."""

    role: ResponsibilityRole
    #: What who has it needs.
    module: Module | None
    #: What a summary calls it, where that is not the kind of the record.
    noun: str | None = None

    async def held(self, user_id: int, kinds: Collection[RecordKind]) -> list[Assignment]:
        """Every such place that a user has on records of some kinds."""
        raise NotImplementedError

    async def pass_on(self, held: list[Assignment], passing: Passing) -> Moves:
        """Decide what becomes of some places. Raises Invalid."""
        raise NotImplementedError
