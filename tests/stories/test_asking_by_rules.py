"""What the rules of a segment ask of records, and what cannot be asked."""

import datetime

import pytest

from tests.world.crm import Crm
from tests.world.people import Person, Thing
from tests.world.segments import keep, labels


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


async def test_a_rule_with_a_text_that_looks_like_who_left_is_not_flagged(
    crm: Crm, ada: Person, gus: Person
) -> None:
    text, user = await crm.custom_field("TEXT"), await crm.custom_field("USER")
    segment = await keep(
        ada,
        "COMPANY",
        ("search", "CONTAINS", gus.gid),
        ("country", "IS", gus.gid),
        (text.gid, "CONTAINS", gus.gid),
        (user.gid, "IN", gus.gid, ada.gid),
        ("accountManager", "IS_NOT", gus.gid),
        ("secondAccountManager", "IS_EMPTY"),
    )
    rules = (await ada.see(segment, "rules { outdated }"))["rules"]
    assert [rule["outdated"] for rule in rules] == [False, False, False, True, True, False]


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
