"""The segments that a viewer sees, as statements are compiled by them.

A statement that was compiled by them checks that they are still the same, as it does with the facts
of its viewer; so nobody is ever answered by rules of before. Those of others that nobody else sees
are no part of it: they cost others nothing, whatever is in them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from orm.custom_field import CustomFieldType
from orm.database.database import Database
from orm.record import RecordKind
from orm.segment import SegmentMatch, SegmentVisibility
from permissions.viewer import Viewer
from reader.dialect import DIALECTS
from reader.lru import LRUCache

MOST_ACCOUNTS, MOST_VIEWERS = 200, 10_000


class NeedsSegments(Exception):
    """What is compiled asks for the segments of the viewer's account, which are not known yet."""


@dataclass(frozen=True)
class SegmentDefinition:
    """A segment's row, as far as statements depend on it."""

    id: int
    kind: RecordKind
    match: SegmentMatch
    rules: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class FieldDefinition:
    """A custom field, as far as rules depend on it."""

    level: RecordKind
    type: CustomFieldType


@dataclass(frozen=True)
class SharedSegments:
    """What everybody of an account sees, and the number of the state it is in."""

    version: int
    segments: tuple[SegmentDefinition, ...]
    #: The custom fields.
    defined: dict[int, FieldDefinition]


@dataclass(frozen=True)
class PrivateSegments:
    """What one viewer alone sees, and the number of the state it is in."""

    version: int
    segments: tuple[SegmentDefinition, ...]


@dataclass(frozen=True)
class SegmentCatalog:
    """What a viewer sees."""

    viewer_id: int
    shared: SharedSegments
    own: PrivateSegments

    @property
    def version(self) -> tuple[int, int]:
        """The numbers of the states it is in."""
        return self.shared.version, self.own.version

    @property
    def owner(self) -> int | None:
        """Whose it is alone, where it is."""
        return self.viewer_id if self.own.segments else None

    @property
    def defined(self) -> dict[int, FieldDefinition]:
        """The custom fields of the account."""
        return self.shared.defined

    @cached_property
    def segments(self) -> dict[int, SegmentDefinition]:
        """The segments by their ids."""
        return {kept.id: kept for kept in (*self.shared.segments, *self.own.segments)}


class SegmentCatalogs:
    """What is known of viewers; asked for once, and again when a statement found it changed."""

    def __init__(self, database: Database) -> None:
        self._dialect, self._rows = DIALECTS[database.dialect], database.readers.rows
        self._shared: LRUCache[SharedSegments] = LRUCache(MOST_ACCOUNTS)
        self._own: LRUCache[PrivateSegments] = LRUCache(MOST_VIEWERS)

    async def of(self, viewer: Viewer) -> SegmentCatalog:
        """The segments that a viewer sees, and the custom fields of their account."""
        account, id_ = viewer.account_id, viewer.id
        shared = self._shared.use(account)
        own = self._own.use(id_)
        return SegmentCatalog(
            id_,
            shared or self._shared.put(account, await self._read_shared(viewer)),
            own or self._own.put(id_, await self._read_own(viewer)),
        )

    def forget(self, viewer: Viewer) -> None:
        """Ask again next time."""
        self._shared.forget(viewer.account_id)
        self._own.forget(viewer.id)

    async def _read_shared(self, viewer: Viewer) -> SharedSegments:
        found = await self._read("account", viewer, SegmentVisibility.SHARED)
        # The number is read first: what changes meanwhile is found changed, never taken for old.
        fields = await self._rows(
            "SELECT id, level, type FROM custom_field_definition"
            f" WHERE account_id = {self._dialect.parameter(1, 'int')}",
            [viewer.account_id],
            viewer.origin,
        )
        defined = {
            id_: FieldDefinition(RecordKind(level), CustomFieldType(type_))
            for id_, level, type_ in fields
        }
        return SharedSegments(*found, defined)

    async def _read_own(self, viewer: Viewer) -> PrivateSegments:
        found = await self._read("user", viewer, SegmentVisibility.PRIVATE)
        return PrivateSegments(*found)

    async def _read(
        self, table: str, viewer: Viewer, visibility: SegmentVisibility
    ) -> tuple[int, tuple[SegmentDefinition, ...]]:
        """The number in the viewer's row of a table, and the segments of it, as of then."""
        key, id_ = {
            "account": ("s.account_id", viewer.account_id),
            "user": ("s.owner_id", viewer.id),
        }[table]
        place = self._dialect.parameter(1, "int")
        rows = await self._rows(
            f'SELECT t.segments_version, s.id, s.kind, s."match", {self._dialect.text("s.rules")}'
            f' FROM "{table}" t LEFT JOIN segment s ON {key} = t.id'
            f" AND s.visibility = '{visibility}' WHERE t.id = {place} ORDER BY s.id",
            [id_],
            viewer.origin,
        )
        kept = _definitions(row[1:] for row in rows if row[1] is not None)
        return (rows[0][0] if rows else 0), tuple(kept)


def _definitions(rows: Iterable[Any]) -> Iterable[SegmentDefinition]:
    for id_, kind, match, rules in rows:
        yield SegmentDefinition(
            id_, RecordKind(kind), SegmentMatch(match), tuple(orjson.loads(rules))
        )


def named_in(value: object) -> tuple[str, ...]:
    """The ids of segments among variables, by which statements are compiled too."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        return tuple(name for one in value for name in named_in(one))
    return (value,) if isinstance(value, str) and value.startswith("Segment:") else ()
