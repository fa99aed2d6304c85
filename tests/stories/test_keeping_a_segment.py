"""Lists that are kept as rules: what is in them, who sees them, and what cannot be kept."""

import pytest

from orm.user import UserStatus
from tests.world.crm import Crm
from tests.world.people import Person, Refused
from tests.world.segments import keep, labels

FIELDS = """
    name kind visibility editors match system version viewerCanUpdate owner { name }
    rules { field operator values outdated } count
    records { totalCount nodes { label __typename } }
    byResponsible { user { name } count }
"""


async def test_a_segment_holds_exactly_what_its_rules_say(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    await crm.deal("Bens", assigned_to=ben)
    await crm.deal("Adas", assigned_to=ada)
    segment = await keep(ada, "DEAL", ("assignedTo", "IS", ben.gid))
    assert await ada.see(segment, FIELDS) == {
        "name": "Mine",
        "kind": "DEAL",
        "visibility": "PRIVATE",
        "editors": "OWNER",
        "match": "ALL",
        "system": False,
        "version": 1,
        "viewerCanUpdate": True,
        "owner": {"name": "Ada Admin"},
        "rules": [
            {"field": "assignedTo", "operator": "IS", "values": [ben.gid], "outdated": False}
        ],
        "count": 1,
        "records": {"totalCount": 1, "nodes": [{"label": "Bens", "__typename": "Deal"}]},
        "byResponsible": [{"user": {"name": "Ben Boxed"}, "count": 1}],
    }
    assert await finn.see(segment, "name") is None


async def test_a_shared_segment_shows_each_only_what_they_may_read(
    crm: Crm, ada: Person, ben: Person, cleo: Person, finn: Person
) -> None:
    company = await crm.company("Cleos", account_manager=cleo)
    await crm.deal("Bens", assigned_to=ben, company=await crm.company("Elsewhere"))
    await crm.deal("Of Cleos", assigned_to=ada, company=company)
    segment = await keep(ada, "DEAL", visibility="SHARED")
    assert await labels(cleo, segment) == ["Of Cleos"]
    assert await labels(ben, segment) == ["Bens"]
    assert await labels(finn, segment) == ["Bens", "Of Cleos", "Strange deal"]
    seen = await cleo.see(segment, "byResponsible { user { name } count } rules { field }")
    assert seen == {"byResponsible": [{"user": {"name": "Ada Admin"}, "count": 1}], "rules": []}


async def test_whose_a_list_is_sums_to_what_one_sees(
    crm: Crm, ada: Person, finn: Person, cleo: Person
) -> None:
    for manager in (ada, ada, None, cleo):
        await crm.company(account_manager=manager)
    query = "{ companies { totalCount byResponsible { user { name } count } } }"
    assert (await ada.ask(query))["companies"] == {
        "totalCount": 5,
        "byResponsible": [
            {"user": {"name": "Ada Admin"}, "count": 2},
            {"user": None, "count": 1},
            {"user": {"name": "Finn Full"}, "count": 1},
            {"user": {"name": "Cleo Crm"}, "count": 1},
        ],
    }
    assert (await cleo.ask(query))["companies"] == {
        "totalCount": 1,
        "byResponsible": [{"user": {"name": "Cleo Crm"}, "count": 1}],
    }


async def test_a_segment_filters_lists_of_its_kind_for_who_sees_it(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    await crm.deal("Bens", assigned_to=ben)
    segment = await keep(ada, "DEAL", ("assignedTo", "IS", ben.gid))
    query = "query($id: ID) { deals(filter: {segment: $id}) { nodes { title } } }"
    assert (await ada.ask(query, id=segment.gid))["deals"]["nodes"] == [{"title": "Bens"}]
    assert (await finn.ask(query, id=segment.gid))["deals"]["nodes"] == []
    companies = "query($id: ID) { companies(filter: {segment: $id}) { totalCount } }"
    assert (await ada.ask(companies, id=segment.gid))["companies"]["totalCount"] == 0


async def test_the_list_of_everything_cannot_be_changed(
    crm: Crm, ada: Person, finn: Person
) -> None:
    found = (await ada.ask("{ segments(kind: TICKET) { id name system } }"))["segments"]
    assert [(it["name"], it["system"]) for it in found] == [("All tickets", True)]
    for person in (ada, finn):
        async with crm.refuses("VIEW_IMMUTABLE", "id"):
            await person.write("updateSegment", "", id=found[0]["id"], name="Mine")
        async with crm.refuses("VIEW_IMMUTABLE", "id"):
            await person.write("deleteSegment", "deletedId", id=found[0]["id"])


async def test_only_who_may_change_a_segment_does(
    crm: Crm, ada: Person, finn: Person, lena: Person, eve: Person
) -> None:
    segment = await keep(finn, "DEAL")
    for stranger in (ada, lena, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.write("updateSegment", "", id=segment, name="Hers")
    await finn.write("updateSegment", "", id=segment, visibility="SHARED")
    async with crm.refuses("FORBIDDEN"):
        await ada.write("deleteSegment", "deletedId", id=segment)
    await finn.write("updateSegment", "", id=segment, editors="EVERYONE")
    await lena.write("updateSegment", "", id=segment, name="Ours", version=3)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await finn.write("updateSegment", "", id=segment, name="Mine again", version=3)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await lena.write("deleteSegment", "deletedId", id=segment, version=3)
    await lena.write("deleteSegment", "deletedId", id=segment)
    assert await finn.can_read(segment) is False


async def test_an_editor_cannot_take_a_segment_out_of_their_own_sight(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    segment = await keep(finn, "DEAL", visibility="SHARED", editors="EVERYONE")
    with pytest.raises(Refused, match="Only its owner keeps it to themselves"):
        await lena.write("updateSegment", "", id=segment, visibility="PRIVATE")
    async with crm.refuses("INVALID", "visibility"):
        await ada.write("updateSegment", "", id=segment, name="Hers", visibility="PRIVATE")
    await finn.write("updateSegment", "", id=segment, visibility="PRIVATE")
    assert await lena.can_read(segment) is False


async def test_administrators_change_what_its_owner_left_behind(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    segment = await keep(finn, "DEAL", visibility="SHARED")
    private = await keep(finn, "DEAL", name="His")
    assert await ada.see(segment, "viewerCanUpdate") == {"viewerCanUpdate": False}
    await crm.have(finn, status=UserStatus.DEACTIVATED)
    assert await ada.see(segment, "viewerCanUpdate") == {"viewerCanUpdate": True}
    await ada.write("updateSegment", "", id=segment, editors="EVERYONE")
    await lena.write("updateSegment", "", id=segment, name="Ours")
    await ada.delete(segment)
    async with crm.refuses("NOT_FOUND"):
        await ada.delete(private)


async def test_what_one_has_not_cannot_be_kept_nor_seen(
    crm: Crm, ada: Person, finn: Person
) -> None:
    segment = await keep(ada, "DEAL", visibility="SHARED")
    await crm.have(finn, modules=["COMPANIES_AND_CONTACTS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.can_read(segment)
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await keep(finn, "DEAL")
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.ask("{ segments(kind: DEAL) { name } }")
    shown = await finn.ask("{ segments { kind } }")
    assert {it["kind"] for it in shown["segments"]} == {"COMPANY", "CONTACT"}


async def test_two_segments_of_one_person_are_called_otherwise(crm: Crm, ada: Person) -> None:
    await keep(ada, "DEAL", name="Big ones")
    async with crm.refuses("DUPLICATE", "name"):
        await keep(ada, "DEAL", name="Big ones")
    await keep(ada, "COMPANY", name="Big ones")


async def test_who_changes_a_shared_segment_does_not_come_upon_a_private_one_of_its_owner(
    crm: Crm, ada: Person, finn: Person
) -> None:
    await keep(finn, "DEAL", name="Secret")
    shared = await keep(finn, "DEAL", name="Ours", visibility="SHARED", editors="EVERYONE")
    await ada.write("updateSegment", "", id=shared, name="Secret")
    async with crm.refuses("DUPLICATE", "name"):
        await finn.write("updateSegment", "", id=shared, visibility="PRIVATE")
    await keep(finn, "DEAL", name="Both", visibility="SHARED")
    async with crm.refuses("DUPLICATE", "name"):
        await ada.write("updateSegment", "", id=shared, name="Both")


async def test_a_segment_is_read_in_pages(crm: Crm, ada: Person) -> None:
    for name in ("C", "A", "B"):
        await crm.company(name)
    segment = await keep(ada, "COMPANY", ("accountManager", "IS_EMPTY"))
    page = "records(first: 2, after: $after) { nodes { label } pageInfo { endCursor hasNextPage } }"
    query = f"query($id: ID!, $after: String) {{ node(id: $id) {{ ... on Segment {{ {page} }} }} }}"
    first = (await ada.ask(query, id=segment.gid, after=None))["node"]["records"]
    assert [it["label"] for it in first["nodes"]] == ["A", "B"]
    assert first["pageInfo"]["hasNextPage"] is True
    after = first["pageInfo"]["endCursor"]
    rest = (await ada.ask(query, id=segment.gid, after=after))["node"]["records"]
    assert [it["label"] for it in rest["nodes"]] == ["C"]
    assert rest["pageInfo"]["hasNextPage"] is False


async def test_who_has_just_been_given_a_module_keeps_segments_of_it(
    crm: Crm, ada: Person, finn: Person
) -> None:
    await ada.set_access(finn, modules=["DEALS"])
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await keep(finn, "TICKET")
    await ada.set_access(finn, modules=["DEALS", "TICKETS"])
    assert await labels(finn, await keep(finn, "TICKET")) == ["#1 Strange ticket"]
