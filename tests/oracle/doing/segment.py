"""What is done to segments."""

from copy import deepcopy
from typing import Any

from tests.model import may
from tests.model.segments import CUSTOM, OF_USER, OPERATORS, RESPONSIBLE
from tests.model.world import Key, Rule, Segment
from tests.oracle.act import Act, Stop


def create(act: Act, kind: str, name: str, **given: Any) -> None:
    """Keep a list of records; it is its maker's."""
    act.with_module(may.MODULE[kind])
    segment = Segment(act.new, act.account, kind, name, act.by, **given)
    _check(act, segment, segment.rules)
    act.world.segments[act.new] = segment


def update(act: Act, id: Key, version: int | None = None, **given: Any) -> None:
    """Change a segment."""
    segment = _changing(act, id)
    if version is not None and version != segment.version:
        act.refuse("VERSION_CONFLICT")
    before = deepcopy(segment)
    for name, value in given.items():
        setattr(segment, name, value)
    if segment.visibility == "PRIVATE" and segment.owner != act.by:
        act.refuse("INVALID")
    # What it asks already stays as it is.
    _check(act, segment, [rule for rule in segment.rules if rule not in before.rules])
    segment.version += segment != before


def delete(act: Act, id: Key) -> None:
    """Delete a segment; its records stay."""
    _changing(act, id)
    del act.world.segments[id]


def _changing(act: Act, id: Key) -> Segment:
    segment = act.world.segments.get(id)
    if segment is None or not may.is_told_of(act.viewer, segment):
        raise Stop("NOT_FOUND")
    act.with_module(may.MODULE[segment.kind])
    if segment.system:
        raise Stop("VIEW_IMMUTABLE")
    if not may.changes_segment(act.world, act.viewer, segment):
        raise Stop("FORBIDDEN")
    return segment


def _check(act: Act, segment: Segment, rules: list[Rule]) -> None:
    for other in act.world.segments.values():
        if other is not segment and _called(other) == _called(segment):
            act.refuse("DUPLICATE")
    for rule in rules:
        if rule.operator not in _operators(act, segment, rule):
            act.refuse("INVALID")
        if not all(_is_there(act, value) for value in rule.values):
            act.refuse("NOT_FOUND")


def _called(segment: Segment) -> tuple[str, str, Key | None, str]:
    """What only one may be called, so that nobody comes upon the private one of another."""
    return segment.kind, segment.visibility, segment.owner, segment.name


def _is_there(act: Act, value: str) -> bool:
    """Whether what a value names is there for whoever names it."""
    if value.startswith(("Company:", "Contact:")):
        record = act.world.records.get(value)
        return record is not None and may.reads(act.world, act.viewer, record)
    named = act.world.people.get(value) or act.world.teams.get(value)
    return not value.startswith(("User:", "Team:")) or (
        named is not None and named.account == act.account
    )


def _operators(act: Act, segment: Segment, rule: Rule) -> tuple[str, ...]:
    """What can be asked of the field that a rule names."""
    if not rule.field.startswith(CUSTOM):
        return OF_USER if rule.field in RESPONSIBLE[segment.kind] else ()
    field = act.world.fields.get(rule.field)
    if field is None or (field.account, field.kind) != (act.account, segment.kind):
        return ()
    return OPERATORS[field.type]
