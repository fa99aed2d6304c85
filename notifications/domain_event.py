"""What happens, as those who are told of it need to know it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar, Self

from orm.event import EventData, EventKind
from orm.record import Record, RecordKind


@dataclass(frozen=True)
class DomainEvent:
    """Something that happened in an account, to a record or to a user."""

    #: After the name of the class: DealWon is DEAL_WON.
    kind: ClassVar[EventKind]
    #: Whether it is that others are responsible. Where only one who does not count is another,
    #: nobody is told.
    passes_on: ClassVar[bool] = False

    label: str
    record: Record | None = None
    #: More of what its texts name, by the name in braces.
    words: dict[str, str] = field(default_factory=dict)
    #: Users whom it concerns beside those responsible.
    concerns: tuple[int, ...] = ()
    #: Companies whose managers it concerns beside those of the record's customer.
    companies: tuple[int, ...] = ()
    #: Further words for single users.
    own: dict[int, dict[str, str]] = field(default_factory=dict)
    #: What streams need to know of it later.
    data: EventData = field(default_factory=dict)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.kind = EventKind[re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper()]

    @staticmethod
    def updated(kind: RecordKind) -> "type[DomainEvent]":
        """The event that a record of a kind was updated: of a deal, DealUpdated."""
        wanted = EventKind[f"{kind}_UPDATED"]
        return next(event for event in DomainEvent.__subclasses__() if event.kind is wanted)

    @classmethod
    def to(
        cls,
        record: Record,
        *,
        concerns: tuple[int, ...] = (),
        companies: tuple[int, ...] = (),
        also: Collection[tuple[RecordKind, int]] = (),
        **words: str,
    ) -> Self:
        """It happened to a record, and by that others were changed also."""
        data = {"records": [[kind.value, id_] for kind, id_ in also]} if also else {}
        return cls(record.label, record, words, concerns=concerns, companies=companies, data=data)
