"""What a segment holds, as SQL: each segment that can stand at a place is a branch of its own.

Where that is too much, each kind is a branch, with the rules of all its segments as a condition.
"""

import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Literal

from graphql import GraphQLObjectType

from orm.record import RecordKind
from reader.compile.compiler import Compiler
from reader.compile.connection import List
from reader.compile.entity import Entity
from reader.compile.fields import write_fields
from reader.compile.place import Place
from reader.compile.relations import nothing
from reader.compile.source import Source
from reader.compile.terms import one_of
from reader.cost import exactly
from reader.filters.conditions import Filtering
from reader.filters.segments.bounds import MOST_RULES
from reader.filters.segments.catalog import SegmentDefinition
from reader.filters.segments.filters import entity_of, fields_of_people
from reader.sources.breakdown import WriteFields, by_responsible

Conditions = Callable[[str], list[str]]
#: What the rules of all segments of a kind count for each time that they are written.
OF_A_KIND = 25
Write = Callable[[Entity, Conditions], str]


def _branches(c: Compiler, place: Place, write: Write, *, json: bool = True) -> str:
    c.cost.walk(whole=True)
    kinds: dict[RecordKind, list[SegmentDefinition]] = {}
    for kept in c.segments_here():
        kinds.setdefault(kept.kind, []).append(kept)
    values: dict[str, str] = {}
    branch = _together if c.together else _each
    with c.cost.either() as case:
        for kind, of_kind in kinds.items():
            entity = entity_of(kind)
            # Of a kind that is not available to the viewer, no segment is.
            if entity.read.where(c.viewer) is not None:
                case()
                values |= branch(c, place, entity, of_kind, write)
    value = one_of(f"{place.row}.{'kind' if c.together else 'id'}", values)
    return c.dialect.json(value) if json else value


def _each(
    c: Compiler, place: Place, entity: Entity, of_kind: list[SegmentDefinition], write: Write
) -> dict[str, str]:
    """What each of some segments holds, by its id."""
    values, parts = {}, 0
    for kept in of_kind:
        values[str(kept.id)] = c.apart(write(entity, _conditions(c, kept, entity)))
        # A row is one segment only: what is inside is as much, however many there are.
        parts = parts or len(c.cost.parts)
        del c.cost.parts[parts:]
    return values


def _conditions(c: Compiler, kept: SegmentDefinition, entity: Entity) -> Conditions:
    return lambda row: [Filtering(c, entity.model, row).in_segment(kept)]


def _together(
    c: Compiler, place: Place, entity: Entity, of_kind: list[SegmentDefinition], write: Write
) -> dict[str, str]:
    """What the segment at hand holds, by its kind."""
    key = entity.name, c.named_segments
    if key not in c.members:
        c.members[key] = _any_members(c, entity, of_kind)
    written_for, holds = c.members[key]

    def conditions(row: str) -> list[str]:
        c.count(OF_A_KIND)
        inside = {one: re.sub(rf"\b{written_for}\b", row, it) for one, it in holds.items()}
        return [one_of(f"{place.row}.id", inside)]

    assert place.entity
    value = write(entity, conditions)
    return {f"'{entity.kind}'": c.flat(value, place.entity.model, place.row)}


def _any_members(
    c: Compiler, entity: Entity, of_kind: list[SegmentDefinition]
) -> tuple[str, dict[str, str]]:
    """An alias, and what holds for it in each of some segments; of the viewer's own, it counts."""
    row, holds = c.new_row(), {}
    for kept in of_kind:
        with nullcontext() if kept in c.known.own.segments else c.uncounted():
            holds[str(kept.id)] = Filtering(c, entity.model, row).in_segment(kept)
    return row, holds


def write_count(c: Compiler, place: Place) -> str:
    """How many records that the viewer may read a segment holds."""

    def count(entity: Entity, conditions: Conditions) -> str:
        row = c.new_row()
        return f"(SELECT count(*) FROM {c.rows(entity.access, row, conditions(row))})"

    return _branches(c, place, count, json=False)


def write_breakdown(c: Compiler, place: Place, write: WriteFields) -> str:
    """How many of them each is responsible for."""

    def breakdown(entity: Entity, conditions: Conditions) -> str:
        def rows(row: str, used: str) -> str:
            return c.rows(entity.access, row, conditions(row), used)

        return by_responsible(c, place, entity, rows, write)

    return _branches(c, place, breakdown)


def write_records(c: Compiler, place: Place, write: WriteFields) -> str:
    """A page of them."""

    def page(entity: Entity, conditions: Conditions) -> str:
        on: GraphQLObjectType = c.schema.type_map[entity.name]  # type: ignore[assignment]
        at = replace(place, entity=entity)
        return List(c, at, entity, nothing, write, on=on, only=conditions).object()

    return _branches(c, place, page)


def write_rules(c: Compiler, place: Place, write: WriteFields, on: GraphQLObjectType) -> str:
    """The rules of a segment, each with whether what it names has gone."""
    dialect, row, item = c.dialect, c.new_row(), c.new_row()
    element = f"{item}.element"
    field, values = dialect.member(element, "field"), dialect.member_json(element, "values")
    custom = (
        f"SELECT 1 FROM custom_field_definition d WHERE d.account_id = {place.row}.account_id"
        f" AND 'CustomFieldDefinition:' || d.id = {field}"
    )
    field_is_gone = f"{field} LIKE 'CustomFieldDefinition:%' AND NOT EXISTS ({custom})"
    named, operator = dialect.elements(values, "text"), dialect.member(element, "operator")
    # What is asked of any other field may be written like the id of a user, and is none.
    built_in = ", ".join(f"'{name}'" for name in fields_of_people())
    asks_who = f"({field} IN ({built_in}) OR EXISTS ({custom} AND d.type = 'USER'))"
    user_is_gone = (
        f"""{asks_who} AND EXISTS (SELECT 1 FROM "user" u WHERE"""
        f" u.account_id = {place.row}.account_id"
        f" AND u.status = 'DEACTIVATED' AND 'User:' || u.id IN ({named}))"
    )
    team_is_gone = (
        f"{operator} = 'IN_TEAM' AND NOT EXISTS (SELECT 1 FROM team g"
        f" WHERE g.account_id = {place.row}.account_id AND 'Team:' || g.id IN ({named}))"
    )
    rules = (
        f"SELECT {field} AS field, {operator} AS operator, {dialect.text(values)} AS operands,"
        f" ({field_is_gone} OR {user_is_gone} OR {team_is_gone}) AS outdated"
        f" FROM {dialect.items(f'{place.row}.rules')} {item} ORDER BY {item}.position"
    )
    with c.cost.of_each(exactly(MOST_RULES)):
        value = write(c, replace(place, entity=None, row=row), on)
    return f"(SELECT {dialect.array(value)} FROM ({rules}) {row})"


@dataclass(frozen=True)
class OfSegment(Source):
    """What a segment holds: its count, its records, or these by_responsible; or its rules."""

    what: Literal["count", "records", "by_responsible", "rules"]

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        match self.what:
            case "count":
                return write_count(c, place)
            case "records":
                return write_records(c, place, write_fields)
            case "by_responsible":
                return write_breakdown(c, place, write_fields)
        on = place.object_type
        return write_rules(c, place, write_fields, on)
