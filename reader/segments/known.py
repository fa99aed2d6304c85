"""The segments of an account, as statements are compiled by them.

A statement that was compiled by them checks that they are still the same, as it does with the facts
of its viewer; so nobody is ever answered by rules of before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from orm.custom_field import CustomFieldType
from orm.database import Database
from orm.record import RecordKind
from orm.segment import SegmentMatch
from reader.dialect import DIALECTS
from reader.recent import Recent

MOST_REMEMBERED = 200


class NeedsSegments(Exception):
    """What is compiled asks for the segments of the viewer's account, which are not known yet."""


@dataclass(frozen=True)
class Kept:
    """A segment's row, as far as statements depend on it."""

    id: int
    kind: RecordKind
    match: SegmentMatch
    rules: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Defined:
    """A custom field, as far as rules depend on it."""

    level: RecordKind
    type: CustomFieldType


@dataclass(frozen=True)
class Known:
    """What there is in an account, and the number of the state it is in."""

    version: int
    segments: dict[int, Kept]
    #: Its custom fields.
    defined: dict[int, Defined]

    def of_kind(self, kind: RecordKind | None) -> list[Kept]:
        """Its segments of a kind, or of all."""
        return [kept for kept in self.segments.values() if kind in (None, kept.kind)]


class AllKnown:
    """What is known of accounts; asked for once, and again when a statement found it changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent: Recent[Known] = Recent(MOST_REMEMBERED)

    async def of(self, account_id: int) -> Known:
        """The segments and custom fields of an account."""
        known = self._recent.use(account_id)
        return known or self._recent.put(account_id, await self._read(account_id))

    def forget(self, account_id: int) -> None:
        """Ask again next time."""
        self._recent.forget(account_id)

    async def _read(self, account_id: int) -> Known:
        dialect = DIALECTS[self._database.dialect]
        place, rows = dialect.parameter(1, "int"), self._database.readers.rows
        # The number is read first: what changes meanwhile is found changed, never taken for old.
        counter = f"SELECT segments_version FROM account WHERE id = {place}"
        version = int(await self._database.readers.value(counter, [account_id]) or 0)
        segments = await rows(
            f'SELECT id, kind, "match", {dialect.text("rules")} FROM segment'
            f" WHERE account_id = {place} ORDER BY id",
            [account_id],
        )
        fields = await rows(
            f"SELECT id, level, type FROM custom_field_definition WHERE account_id = {place}",
            [account_id],
        )
        defined = {
            id_: Defined(RecordKind(level), CustomFieldType(type_)) for id_, level, type_ in fields
        }
        return Known(version, _by_id(segments), defined)


def _by_id(rows: Any) -> dict[int, Kept]:
    return {
        id_: Kept(id_, RecordKind(kind), SegmentMatch(match), tuple(orjson.loads(rules)))
        for id_, kind, match, rules in rows
    }


def named_in(value: Any) -> tuple[str, ...]:
    """The ids of segments among variables, by which statements are compiled too."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        return tuple(name for one in value for name in named_in(one))
    return (value,) if isinstance(value, str) and value.startswith("Segment:") else ()
