"""Lists that are kept as rules: what is in them, who sees them, and what cannot be kept."""

import datetime
from typing import Any

import pytest

from orm.user import UserStatus
from tests.world.crm import Crm
from tests.world.people import Person, Refused, Thing

FIELDS = """
    name kind visibility editors match system version viewerCanUpdate owner { name }
    rules { field operator values outdated } count
    records { totalCount nodes { label __typename } }
    byResponsible { user { name } count }
"""


async def keep(person: Person, kind: str, *rules: tuple[str, ...], **given: Any) -> Thing:
    """Keep a segment, with each rule as its field, operator and values."""
    written = [{"field": f, "operator": o, "values": list(v)} for f, o, *v in rules]
    payload = await person.write(
        "createSegment",
        "segment { id }",
        **({"kind": kind, "name": "Mine", "rules": written} | given),
    )
    return Thing.of(payload["segment"]["id"])


async def labels(person: Person, segment: Thing) -> list[str]:
    """What somebody sees in a segment."""
    seen = await person.see(segment, "count records { totalCount nodes { label } }")
    found = [node["label"] for node in seen["records"]["nodes"]]
    assert len(found) == seen["count"] == seen["records"]["totalCount"]
    return found


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


async def test_rules_are_joined_by_all_or_any(crm: Crm, ada: Person, ben: Person) -> None:
    await crm.deal("Bens won", assigned_to=ben, status="WON")
    await crm.deal("Bens open", assigned_to=ben)
    await crm.deal("Adas won", status="WON")
    rules = (("assignedTo", "IS", ben.gid), ("status", "IN", "WON"))
    segment = await keep(ada, "DEAL", *rules)
    assert await labels(ada, segment) == ["Bens won"]
    await ada.write("updateSegment", "", id=segment, match="ANY")
    assert await labels(ada, segment) == ["Adas won", "Bens open", "Bens won"]


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (("accountManager", "IS_ME"), ["Hers"]),
        (("accountManager", "IS_EMPTY"), ["Nobodys"]),
        (("accountManager", "IS_NOT_EMPTY"), ["Finns", "Hers", "Stranger"]),
        (("accountManager", "IS_NOT", "User:{ada}"), ["Finns", "Nobodys", "Stranger"]),
        (("accountManager", "IN", "User:{ada}", "User:{ben}"), ["Hers"]),
        (("accountManager", "IN_TEAM", "Team:{team}"), ["Finns", "Stranger"]),
        (("search", "CONTAINS", "BOD"), ["Nobodys"]),
        (("createdAt", "IN_LAST_DAYS", "1"), ["Finns", "Hers", "Nobodys", "Stranger"]),
        (("createdAt", "AT_MOST", "2001-01-01T00:00:00Z"), []),
    ],
)
async def test_what_can_be_asked_of_a_responsible_of_texts_and_of_dates(
    crm: Crm, ada: Person, ben: Person, finn: Person, rule: tuple[str, ...], held: list[str]
) -> None:
    for name, manager in (("Hers", ada), ("Finns", finn), ("Nobodys", None)):
        await crm.company(name, account_manager=manager)
    team = (await ada.ask("{ teams { id } }"))["teams"][0]["id"].removeprefix("Team:")
    filled = tuple(part.format(ada=ada.id, ben=ben.id, team=team) for part in rule)
    assert await labels(ada, await keep(ada, "COMPANY", filled)) == held


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (("amount", "IS_EMPTY"), ["Nothing", "Strange deal"]),
        (("amount", "IS_NOT_EMPTY"), ["All", "Half"]),
        (("amount", "IS", "0.50"), ["Half"]),
        (("amount", "IS_NOT", "0.50"), ["All", "Nothing", "Strange deal"]),
        (("expectedClosing", "IS", "2026-02-01"), ["All"]),
        (("expectedClosing", "IS_EMPTY"), ["Half", "Nothing", "Strange deal"]),
        (("closedAt", "IS_NOT_EMPTY"), []),
        (("company", "IS_EMPTY"), ["Half", "Nothing"]),
        (("company", "IS_NOT_EMPTY"), ["All", "Strange deal"]),
    ],
)
async def test_what_can_be_asked_of_what_may_be_missing(
    crm: Crm, ada: Person, rule: tuple[str, ...], held: list[str]
) -> None:
    day = datetime.date(2026, 2, 1)
    company = await crm.company("Acme")
    await crm.deal("All", amount_cents=100, expected_closing=day, company=company)
    await crm.deal("Half", amount_cents=50)
    await crm.deal("Nothing")
    assert await labels(ada, await keep(ada, "DEAL", rule)) == held


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (("IS", "User:{ben}"), ["Bens"]),
        (("IS_NOT", "User:{ben}"), ["Adas", "Nobodys", "Strange ticket"]),
        (("IS_ME",), ["Adas"]),
        (("IN", "User:{ada}", "User:{ben}"), ["Adas", "Bens"]),
        (("IN_TEAM", "Team:{team}"), ["Bens", "Strange ticket"]),
        (("IS_EMPTY",), ["Nobodys"]),
        (("IS_NOT_EMPTY",), ["Adas", "Bens", "Strange ticket"]),
    ],
)
async def test_tickets_are_segmented_by_whom_they_are_assigned_to(
    crm: Crm, ada: Person, ben: Person, rule: tuple[str, ...], held: list[str]
) -> None:
    for subject, assignee in (("Adas", ada), ("Bens", ben), ("Nobodys", None)):
        await crm.ticket(subject, assigned_to=assignee)
    team = (await ada.ask("{ teams { id } }"))["teams"][0]["id"].removeprefix("Team:")
    filled = tuple(part.format(ada=ada.id, ben=ben.id, team=team) for part in rule)
    segment = await keep(ada, "TICKET", ("assignedTo", *filled))
    seen = await ada.see(segment, "count records { nodes { ... on Ticket { subject } } }")
    assert sorted(node["subject"] for node in seen["records"]["nodes"]) == held
    assert seen["count"] == len(held)


async def test_a_customer_out_of_sight_is_none(crm: Crm, ada: Person, cleo: Person) -> None:
    hidden = await crm.company("Hidden")
    ticket = await crm.ticket("Theirs", company=hidden)
    empty = await keep(ada, "TICKET", ("company", "IS_EMPTY"), visibility="SHARED")
    (seen_by_ada, seen_by_cleo) = [await ids(person, empty) for person in (ada, cleo)]
    assert seen_by_cleo - seen_by_ada == {ticket.gid}
    await crm.project("Theirs", customers=[hidden])
    await crm.project("Nobodys")
    some = await keep(ada, "PROJECT", ("company", "IS_NOT_EMPTY"), visibility="SHARED")
    assert await labels(ada, some) == ["Theirs"]
    assert await labels(cleo, some) == []


async def ids(person: Person, segment: Thing) -> set[str]:
    """What somebody sees in a segment, by the ids."""
    seen = await person.see(segment, "records { nodes { id } }")
    return {node["id"] for node in seen["records"]["nodes"]}


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
            await person.write("deleteSegment", "id", id=found[0]["id"])


async def test_only_who_may_change_a_segment_does(
    crm: Crm, ada: Person, finn: Person, lena: Person, eve: Person
) -> None:
    segment = await keep(finn, "DEAL")
    for stranger in (ada, lena, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.write("updateSegment", "", id=segment, name="Hers")
    await finn.write("updateSegment", "", id=segment, visibility="SHARED")
    async with crm.refuses("FORBIDDEN"):
        await ada.write("deleteSegment", "id", id=segment)
    await finn.write("updateSegment", "", id=segment, editors="EVERYONE")
    await lena.write("updateSegment", "", id=segment, name="Ours", version=3)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await finn.write("updateSegment", "", id=segment, name="Mine again", version=3)
    await lena.write("deleteSegment", "id", id=segment)
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


async def test_a_rule_names_only_what_there_is_for_who_keeps_it(
    crm: Crm, ada: Person, cleo: Person, eve: Person
) -> None:
    hidden = await crm.company("Hidden")
    (theirs,) = (await eve.ask("{ companies { nodes { id } } }"))["companies"]["nodes"]
    foreign = Thing.of(theirs["id"])
    for person, company in ((cleo, hidden), (cleo, Thing("Company", 999999)), (ada, foreign)):
        async with crm.refuses("NOT_FOUND", "rules", "0", "values"):
            await keep(person, "DEAL", ("company", "IN", company.gid))
    own = await crm.company("Cleos", account_manager=cleo)
    async with crm.refuses("NOT_FOUND", "rules", "0", "values"):
        await keep(cleo, "DEAL", ("company", "IN", own.gid, hidden.gid))
    segment = await keep(cleo, "DEAL", ("company", "IN", own.gid))
    await ada.delete(own)
    again = {"field": "company", "operator": "IN", "values": [own.gid]}
    await cleo.write("updateSegment", "", id=segment, rules=[again], match="ANY")


async def test_a_rule_that_names_who_left_stays_and_is_flagged(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    segment = await keep(ada, "DEAL", ("assignedTo", "IS", finn.gid))
    await ada.deactivate(
        finn,
        {"role": "ASSIGNED_TO", "action": "LEAVE", "to": None},
        {"role": "ACCOUNT_MANAGER", "action": "LEAVE", "to": None},
        {"role": "TICKET_ASSIGNEE", "action": "LEAVE", "to": None},
    )
    seen = await ada.see(segment, "rules { values outdated } count")
    assert seen == {"rules": [{"values": [finn.gid], "outdated": True}], "count": 1}


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        (("password", "IS", "x"), "field"),
        (("segment", "IS", "Segment:1"), "field"),
        (("assignedTo", "CONTAINS", "x"), "operator"),
        (("status", "IS_ME"), "operator"),
        (("status", "IS_EMPTY"), "operator"),
        (("createdAt", "IS_NOT_EMPTY"), "operator"),
        (("closedAt", "IS", "2026-01-31T12:00:00Z"), "operator"),
        (("amount", "IS_EMPTY", "1"), "values"),
        (("assignedTo", "IS", "Deal:1"), "values"),
        (("assignedTo", "IS"), "values"),
        (("assignedTo", "IS", "User:999999"), "values"),
        (("assignedTo", "IN_TEAM", "Team:999999"), "values"),
        (("phase", "IN", "Phase:999999"), "values"),
        (("contact", "IN", "Contact:999999"), "values"),
        (("status", "IS", "ASLEEP"), "values"),
        (("amount", "AT_LEAST", "NaN"), "values"),
        (("amount", "AT_LEAST", "1e999999"), "values"),
        (("expectedClosing", "AT_MOST", "soon"), "values"),
        (("createdAt", "IN_LAST_DAYS", "-1"), "values"),
        (("createdAt", "IN_LAST_DAYS", "٣"), "values"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_its_place(
    crm: Crm, ada: Person, rule: tuple[str, ...], part: str
) -> None:
    code = "NOT_FOUND" if rule[-1].endswith(":999999") else "INVALID"
    async with crm.refuses(code, "rules", "1", part):
        await keep(ada, "DEAL", ("assignedTo", "IS_ME"), rule)


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
