"""Nothing that goes by kinds, events, roles or modules lacks one of them."""

from typing import Any

import pytest
from graphql import get_named_type

from imports.all_records import SHAPES
from imports.row import Kind
from notifications.audience import AUDIENCE, REASONS
from notifications.domain_event import DomainEvent
from orm.entitlements import WITH_PLAN, Booster, Plan, modules_with
from orm.event import EventKind
from orm.record import Record, RecordKind, ResponsibilityRole
from orm.user import Module
from permissions.record import ACCESS
from permissions.viewer import OPERATOR
from reader.compile.entity import ENTITIES
from reader.filters.segments.filters import FILTERS
from resolvers.transfer.places import PLACES
from schema.build import schema

#: What happens that nobody is told of, on purpose: the operator does it to an account as a whole,
#: or it is for whoever watches the record and for nobody's inbox.
UNTOLD = {
    EventKind.FEATURES_CHANGED,
    EventKind.SEGMENT_CHANGED,
    EventKind.TEAM_CHANGED,
    EventKind.CONTACT_CREATED,
    EventKind.CONTACT_DELETED,
    EventKind.QUOTATION_CREATED,
    EventKind.QUOTATION_UPDATED,
    EventKind.QUOTATION_DELETED,
    EventKind.INVOICE_CREATED,
    EventKind.INVOICE_UPDATED,
    EventKind.INVOICE_DELETED,
    EventKind.TASK_CREATED,
    EventKind.TASK_UPDATED,
    EventKind.TASK_DELETED,
    EventKind.TICKET_UPDATED,
    EventKind.TICKET_DELETED,
}


def test_every_event_is_told_or_is_untold_on_purpose() -> None:
    told = {line.event.kind for line in AUDIENCE}
    assert told | UNTOLD == set(EventKind)
    assert told & UNTOLD == set()
    assert sorted(event.kind for event in DomainEvent.__subclasses__()) == sorted(EventKind)
    assert {line.who for line in AUDIENCE} <= set(REASONS)


def test_every_table_over_kinds_of_record_has_every_kind() -> None:
    assert {model.kind for model in Record.__subclasses__()} == set(RecordKind)
    assert {kind: access.model.kind for kind, access in ACCESS.items()} == {it: it for it in ACCESS}
    assert {it.kind: it.name for it in ENTITIES.records()} == {it: it.type_name for it in ACCESS}
    assert {DomainEvent.updated(kind).kind for kind in RecordKind} == {
        EventKind[f"{kind}_UPDATED"] for kind in RecordKind
    }
    assert set(ACCESS) == set(FILTERS) == set(RecordKind)


def test_every_kind_of_record_that_can_be_imported_has_a_shape() -> None:
    wanted = {Kind[kind.name] for kind in RecordKind if kind.name in Kind.__members__}
    assert set(SHAPES) == wanted, (
        f"put the Shape of {wanted - set(SHAPES)} into SHAPES in imports/all_records.py:"
        " rows of a kind that has none are dropped in silence"
    )


def test_what_a_user_is_responsible_for_has_a_list_of_every_kind() -> None:
    held: Any = schema._schema.type_map["ResponsibleFor"]
    lists = [getattr(get_named_type(it.type), "fields", {}) for it in held.fields.values()]
    listed = {get_named_type(it["nodes"].type).name for it in lists if "nodes" in it}
    lacking = {kind.type_name for kind in RecordKind} - listed
    assert not lacking, f"write a list of each {lacking} into ResponsibleFor in schema/user.py"


def test_every_filter_of_records_can_be_combined_and_asks_for_custom_fields_and_segments() -> None:
    for kind, type_ in FILTERS.items():
        lacking = {"and", "or", "not", "customField", "segment"} - set(type_.fields)
        assert not lacking, f"write {lacking} into {type_.name}, the filter of {kind.many}"


def test_every_role_can_be_passed_on_and_every_module_be_had() -> None:
    roles = {role for it in Record.__subclasses__() for role in (*it.roles, *it.holders)}
    assert roles <= set(PLACES)
    assert list(PLACES) == list(ResponsibilityRole)
    required = {place.role for place in PLACES.values() if getattr(place, "required", False)}
    assert required == {ResponsibilityRole.ASSIGNED_TO}
    assert modules_with(Plan.BOOST, list(Booster)) == set(Module)


def test_who_is_taken_to_have_every_module_has_what_only_boosters_bring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(WITH_PLAN, Plan.BOOST, WITH_PLAN[Plan.GO])
    assert OPERATOR.with_every_module().has_every_module
