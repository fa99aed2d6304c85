"""Segments of others, valid or not: they neither stop nor slow what somebody asks, nor tell."""

from types import SimpleNamespace
from typing import Any

import pytest

from orm.custom_field import CustomFieldType
from orm.database.fair_turns import SERVICE
from orm.record import RecordKind
from orm.segment import Segment, SegmentOperator
from orm.user import User
from reader.compile.compiler import MOST_WRITTEN
from reader.filters.segments.bounds import WrongRule
from reader.filters.segments.catalog import FieldDefinition, SegmentCatalogs
from reader.filters.segments.filters import FILTERS
from reader.filters.segments.rule_filter import CUSTOM, rule_filter
from tests.stories.test_defining_a_custom_field import defined
from tests.world.crm import Crm
from tests.world.people import Person, Refused, Thing
from tests.world.segments import keep, labels

ALL = "{ segments { name count } }"
EVERYTHING = """{
    segments {
        id count byResponsible { user { name } count }
        records { totalCount pageInfo { hasNextPage } nodes { label __typename } }
        one: records(first: 1) {
            pageInfo { endCursor }
            nodes { ... on Deal { title customer { ... on Company { name } } } }
        }
    }
}"""
LATE = "0001-01-01T00:00:00+23:59"
#: Values that some field or other takes, and others that none can.
VALUES = (
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "0001-01-01",
    "2147483648",
    "-99999999999999999999999",
    "9999999999999.99",
    "1e-999999",
    "10000",
    "true",
    "User:999999999999999999",
    "Company:1",
    "\ud800",
    "a\0b",
    "x" * 1001,
)


async def stored(crm: Crm, owner: Person, *rules: dict[str, Any], **columns: Any) -> None:
    """A segment that is there already, whether or not its rules could be kept today."""
    async with crm.runtime.database.writing():
        given = {"kind": "COMPANY", "name": f"Number {await Segment.all().count()}", **columns}
        await Segment.create(
            account_id=crm.account_id, owner_id=owner.id, rules=list(rules), **given
        )


def rule(field: str, operator: str, *values: str) -> dict[str, Any]:
    """A rule as it is stored."""
    return {"field": field, "operator": operator, "values": list(values)}


def many(count: int) -> list[dict[str, Any]]:
    """Rules that hold for nothing."""
    return [rule("search", "CONTAINS", f"nothing {number}") for number in range(count)]


async def counts(person: Person) -> dict[str, int]:
    """How much somebody sees in each segment."""
    return {it["name"]: it["count"] for it in (await person.ask(ALL))["segments"]}


async def test_a_moment_that_cannot_be_compared_is_refused(crm: Crm, finn: Person) -> None:
    async with crm.refuses("INVALID", "rules", "0", "values"):
        await keep(finn, "COMPANY", ("createdAt", "AT_LEAST", LATE))


async def test_what_is_no_whole_number_is_refused_in_words_of_ours(
    crm: Crm, ada: Person, finn: Person
) -> None:
    field = await defined(ada, kind="COMPANY", label="Staff", type="INTEGER")
    for value in ("9" * 23, "2147483648", "1_000", "\uff11\uff12", "1e3"):
        with pytest.raises(Refused, match=r"(whole number is needed|number is out of range)\.$"):
            await keep(finn, "COMPANY", (field.gid, "AT_LEAST", value))


async def test_what_cannot_be_read_is_refused_in_words_of_ours(crm: Crm, ada: Person) -> None:
    for field in ("amount", "expectedClosing", "createdAt"):
        with pytest.raises(Refused, match=r"An? (amount|date|moment) such as [0-9].* is needed\.$"):
            await keep(ada, "DEAL", (field, "AT_LEAST", "tomorrow"))


async def test_a_rule_of_before_that_cannot_be_compared_holds_for_nothing_and_stops_nobody(
    crm: Crm, ada: Person, finn: Person
) -> None:
    poison = rule("createdAt", "AT_LEAST", LATE)
    await stored(crm, finn, poison, name="His")
    await stored(crm, finn, poison, name="Ours", visibility="SHARED")
    of_ada, of_finn = await counts(ada), await counts(finn)
    assert of_ada["Ours"] == of_finn["Ours"] == of_finn["His"] == 0
    assert of_ada["All companies"] == of_finn["All companies"] == 1
    assert "His" not in of_ada


async def test_whatever_a_rule_says_that_can_be_kept_can_be_asked(crm: Crm, ada: Person) -> None:
    known = {}
    for type_ in CustomFieldType:
        given = {"options": ["x"]} if "SELECT" in type_ else {}
        field = await defined(ada, kind="COMPANY", label=type_, type=type_, **given)
        known[field.id] = FieldDefinition(RecordKind.COMPANY, type_)
    for kind, filter_type in FILTERS.items():
        possible = []
        for name in (*filter_type.fields, *(f"{CUSTOM}:{id_}" for id_ in known)):
            for operator in SegmentOperator:
                for values in ((), VALUES, *((value,) for value in VALUES)):
                    possible.append(rule(name, operator.value, *values))
        can_be_kept = [it for it in possible if _can_be_kept(kind, it, known)]
        for start in range(0, len(can_be_kept), 50):
            await stored(crm, ada, *can_be_kept[start : start + 50], kind=kind, match="ANY")
    assert len(await counts(ada)) > len(FILTERS)


def _can_be_kept(kind: RecordKind, it: dict[str, Any], known: dict[int, FieldDefinition]) -> bool:
    try:
        rule_filter(kind, FILTERS[kind], it, known)
    except WrongRule:
        return False
    return True


async def test_private_segments_of_others_cost_nobody_anything(
    crm: Crm, ada: Person, finn: Person
) -> None:
    for _ in range(60):
        await stored(crm, finn, *many(50))
    assert len(await counts(ada)) == len(RecordKind)


async def test_what_was_refused_is_answered_as_soon_as_segments_have_changed(
    crm: Crm, ada: Person
) -> None:
    rules = 50
    for _ in range(MOST_WRITTEN // rules + 10):
        await stored(crm, ada, *many(rules))
    with pytest.raises(Refused, match="OPERATION_TOO_COSTLY"):
        await counts(ada)
    async with crm.runtime.database.writing():
        most = await Segment.filter(owner_id=ada.id).order_by("id").offset(1)
        await Segment.filter(id__in=[it.id for it in most]).delete()
    (left,) = await Segment.filter(owner_id=ada.id)
    await ada.delete(Thing("Segment", left.id))
    assert len(await counts(ada)) == len(RecordKind)


async def test_what_changes_for_its_owner_alone_leaves_the_plans_of_others(
    crm: Crm, ada: Person, finn: Person
) -> None:
    segment = await keep(finn, "DEAL", ("status", "IS", "WON"))
    assert await labels(finn, segment) == []
    await finn.write("updateSegment", "", id=segment, rules=[])
    assert await labels(finn, segment) == ["Strange deal"]
    versions = [user.segments_version for user in await User.filter(id__in=[ada.id, finn.id])]
    assert sorted(versions) == [0, 2]


async def test_what_statements_are_compiled_by_is_what_somebody_sees(
    crm: Crm, ada: Person, finn: Person
) -> None:
    own, ours = await keep(ada, "DEAL"), await keep(ada, "DEAL", name="Ours", visibility="SHARED")
    theirs = await keep(finn, "DEAL", visibility="SHARED")
    await keep(finn, "DEAL", name="His")
    user = await User.get(id=ada.id)
    of_ada = {"id": ada.id, "account_id": user.account_id, "origin": SERVICE}
    viewer: Any = SimpleNamespace(**of_ada)
    known = await SegmentCatalogs(crm.runtime.database).of(viewer)
    assert [it.id for it in known.own.segments] == [own.id]
    kept = await Segment.filter(account_id=user.account_id, visibility="SHARED").order_by("id")
    assert [it.id for it in known.shared.segments] == [it.id for it in kept]
    assert {ours.id, theirs.id} < {*known.segments}


async def test_a_segment_that_is_shared_and_hidden_again_is_seen_as_it_is(
    crm: Crm, ada: Person, finn: Person
) -> None:
    segment = await keep(finn, "DEAL")
    filtered = "query($id: ID) { deals(filter: {segment: $id}) { totalCount } }"
    for visibility, count in (("PRIVATE", 0), ("SHARED", 1), ("PRIVATE", 0)):
        await finn.write("updateSegment", "", id=segment, visibility=visibility)
        found = await ada.ask(filtered, id=segment.gid)
        assert found["deals"]["totalCount"] == count
        assert ("Mine" in await counts(ada)) is bool(count)
        assert await labels(finn, segment) == ["Strange deal"]


async def test_one_owner_keeps_as_many_as_there_is_room_for(
    crm: Crm, ada: Person, finn: Person
) -> None:
    for _ in range(100):
        await stored(crm, finn)
    async with crm.refuses("INVALID", "kind"):
        await keep(finn, "DEAL")
    await keep(ada, "DEAL")


async def test_one_owner_takes_no_more_than_their_share_of_what_everybody_sees(
    crm: Crm, ada: Person, finn: Person
) -> None:
    for _ in range(4):
        await stored(crm, finn, *many(50), visibility="SHARED")
    one = ("search", "CONTAINS", "x")
    async with crm.refuses("INVALID", "visibility"):
        await keep(finn, "COMPANY", one, visibility="SHARED")
    segment = await keep(finn, "COMPANY", one)
    async with crm.refuses("INVALID", "visibility"):
        await finn.write("updateSegment", "", id=segment, visibility="SHARED")
    await keep(ada, "COMPANY", one, visibility="SHARED")


async def test_an_account_shares_as_much_as_there_is_room_for(
    crm: Crm, finn: Person, lena: Person
) -> None:
    for _ in range(200):
        await stored(crm, finn, visibility="SHARED")
    async with crm.refuses("INVALID", "visibility"):
        await keep(lena, "COMPANY", visibility="SHARED")
    await keep(lena, "COMPANY")


async def test_shared_segments_of_others_make_nothing_too_costly(
    crm: Crm, ada: Person, finn: Person, ben: Person
) -> None:
    for name, assignee in (("Bens", ben), ("Adas", ada)):
        await crm.deal(name, assigned_to=assignee)
    shared = 150
    for number in range(shared):
        kind = ("DEAL", "COMPANY")[number % 2]
        rules = [rule("search", "CONTAINS", "s"), *many(5)]
        match = ("ANY", "ALL")[number % 3 // 2]
        columns = {"kind": kind, "match": match, "visibility": "SHARED"}
        await stored(crm, finn, *rules, **columns)
    one = EVERYTHING.replace(
        "{\n    segments {", "query($id: ID!) { node(id: $id) { ... on Segment {"
    )
    one = f"{one} }}"
    for person in (ada, ben):
        few = await person.ask("{ segments { records { nodes { id } } } }")
        assert len(few["segments"]) == shared + len(RecordKind)
        found = (await person.ask(EVERYTHING))["segments"]
        assert len(found) == shared + len(RecordKind)
        for segment in found[::20]:
            assert (await person.ask(one, id=segment["id"]))["node"] == segment
