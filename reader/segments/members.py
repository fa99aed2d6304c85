"""The ids of the records that a viewer sees in a segment, for a stream that follows it."""

from collections.abc import Collection
from typing import cast

import orjson

from orm.record import RecordKind
from permissions.viewer import Viewer
from reader.asked import Asked
from reader.binding import Call
from reader.compiler import Compiler
from reader.conditions import Filtering
from reader.entity import ENTITIES
from reader.guard import guarded
from reader.plan import Plan, planned
from reader.segments.filters import entity_of
from reader.segments.known import Known
from reader.selection import Selector


async def members(
    asked: Asked, viewer: Viewer, segment: int, among: Collection[int] | None = None
) -> tuple[RecordKind | None, set[int]]:
    """The kind of a segment, None where the viewer sees no such, and the ids of its records.

    among: only those of some ids. Raises Stale.
    """

    def make(known: Known | None) -> Plan:
        reader = asked.reader
        selector = Selector(reader.schema, {}, {})
        return planned(
            lambda: Compiler(reader.schema, selector, {}, reader.dialect, viewer, known),
            lambda c: _written(c, segment, whole=among is None),
        )

    key = (asked.document, "members", segment, among is None, viewer.facts)
    plan = await asked.reader.plans.get(key, {}, viewer, make)
    given = {"ids": orjson.dumps(sorted(among or ())).decode()}
    found = orjson.loads(await asked.reader.text(plan, Call(viewer, given=given)))
    return found["kind"] and RecordKind(found["kind"]), set(found["ids"])


def _written(c: Compiler, segment: int, *, whole: bool) -> str:
    kept, row = c.known.segments.get(segment), c.new_row()
    if kept is None:
        return guarded(c, c.dialect.object([("kind", "NULL"), ("ids", c.dialect.json("'[]'"))]))
    entity, segments, of = entity_of(kept.kind), ENTITIES["Segment"], c.new_row()
    conditions = [Filtering(c, entity.model, row).segment(segment), c.scope(entity, row)]
    if not whole:
        ids = c.bind(lambda call: cast(str, call.given["ids"]))
        conditions.append(f"{row}.id IN ({c.dialect.elements(ids, 'int')})")
    table, where = entity.model._meta.db_table, " AND ".join(conditions)
    kind = f'SELECT {of}.kind FROM "segment" {of} WHERE {of}.id = {segment}'
    found = f'SELECT {c.dialect.array(f"{row}.id")} FROM "{table}" {row} WHERE {where}'
    pairs = [("kind", f"({kind} AND {c.scope(segments, of)})"), ("ids", f"({found})")]
    return guarded(c, c.dialect.object(pairs))
