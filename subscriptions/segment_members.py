"""The ids of the records that a viewer sees in a segment, for a stream that follows it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

import orjson

from orm.record import RecordKind
from orm.segment import SegmentOperator as Operator
from permissions.record import ACCESS
from permissions.viewer import Viewer
from reader.compile.binding import Call
from reader.compile.compiler import Compiler
from reader.compile.entity import ENTITIES
from reader.compile.selection import Selector
from reader.compile.session_check import with_session_check
from reader.filters.conditions import Filtering
from reader.filters.segments.catalog import SegmentCatalog
from reader.filters.segments.filters import entity_of
from reader.plan import Plan, planned
from subscriptions.request import SubscriptionRequest

RELATIVE = (Operator.IN_LAST_DAYS, Operator.IN_NEXT_DAYS)
TABLES = {kind: access.model._meta.db_table for kind, access in ACCESS.items()}


@dataclass(frozen=True)
class Members:
    """What a viewer sees in a segment."""

    #: None where they see no such segment.
    kind: RecordKind | None
    ids: frozenset[int]
    #: Whatever is looked at to tell who is in it: a change of such a record may change that.
    looks_at: frozenset[RecordKind]
    #: Whether time alone can change who is in it.
    moves: bool
    #: The last event of the account when it was so.
    as_of: int


async def members(
    asked: SubscriptionRequest, viewer: Viewer, segment: int, among: Collection[int] | None = None
) -> Members:
    """What a viewer sees in a segment; among: only of some ids. Raises StaleViewer."""

    def make(known: SegmentCatalog | None) -> Plan:
        reader = asked.reader
        selector = Selector(reader.schema, {}, {})
        return planned(
            lambda: Compiler(reader.schema, selector, {}, reader.dialect, viewer, known),
            lambda c: _written(c, segment, whole=among is None),
        )

    key = (asked.document, "members", segment, among is None, viewer.profile)
    plan = await asked.reader.plans.get(key, {}, viewer, make)
    given = {"ids": orjson.dumps(sorted(among or ())).decode()}
    found = orjson.loads(await asked.reader.text(plan, Call(viewer, given=given)))
    return Members(
        found["kind"] and RecordKind(found["kind"]),
        frozenset(found["ids"]),
        frozenset(kind for kind, table in TABLES.items() if f'"{table}"' in plan.sql),
        found["moves"],
        found["as_of"],
    )


def _written(c: Compiler, segment: int, *, whole: bool) -> str:
    kept, row, as_of = c.known.segments.get(segment), c.new_row(), ("as_of", "a.last_event")
    if kept is None:
        nothing = [("kind", "NULL"), ("ids", c.dialect.json("'[]'")), ("moves", "NULL"), as_of]
        return with_session_check(c, c.dialect.object(nothing))
    entity, segments, of = entity_of(kept.kind), ENTITIES["Segment"], c.new_row()
    conditions = [Filtering(c, entity.model, row).segment(segment)]
    if not whole:
        ids = c.bind(lambda call: cast(str, call.given["ids"]))
        conditions.append(f"{row}.id IN ({c.dialect.elements(ids, 'int')})")
    kind = f'SELECT {of}.kind FROM "segment" {of} WHERE {of}.id = {segment}'
    found = f"SELECT {c.dialect.array(f'{row}.id')} FROM {c.rows(entity.access, row, conditions)}"
    moves = any(Operator(rule["operator"]) in RELATIVE for rule in kept.rules)
    pairs = [
        ("kind", f"({kind} AND {c.scope(segments.access, of)})"),
        ("ids", f"({found})"),
        ("moves", c.dialect.boolean("1 = 1" if moves else "1 = 0")),
        as_of,
    ]
    return with_session_check(c, c.dialect.object(pairs))
