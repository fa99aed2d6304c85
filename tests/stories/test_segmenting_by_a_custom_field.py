"""Segments whose rules ask of custom fields of every type, and of a field that is gone."""

from typing import Any

import pytest

from orm.segment import Segment
from tests.stories.test_defining_a_custom_field import defined
from tests.world.crm import Crm
from tests.world.people import Person, Thing
from tests.world.segments import keep, labels

ASKED: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("TEXT", {"text": "Große Straße"}, ("CONTAINS", "STRASSE")),
    ("LONG_TEXT", {"text": "one\ntwo"}, ("CONTAINS", "TWO")),
    ("EMAIL", {"text": "a@b.example"}, ("CONTAINS", "@b")),
    ("SELECT", {"options": ["gold"]}, ("IS", "gold")),
    ("MULTI_SELECT", {"options": ["gold", "blue"]}, ("IN", "blue", "red")),
    ("DATE", {"date": "2026-02-01"}, ("AT_LEAST", "2026-02-01")),
    ("MONEY", {"money": {"amount": "10.50"}}, ("AT_MOST", "10.50")),
    ("INTEGER", {"integer": 7}, ("AT_LEAST", "7")),
    ("NUMBER", {"number": "0.000001"}, ("AT_MOST", "0.000001")),
    ("BOOLEAN", {"boolean": True}, ("IS", "true")),
]


@pytest.mark.parametrize(("type_", "value", "rule"), ASKED)
async def test_a_rule_asks_of_a_field_of_every_type(
    crm: Crm, ada: Person, type_: str, value: dict[str, Any], rule: tuple[str, ...]
) -> None:
    options = ["blue", "gold", "red"] if "SELECT" in type_ else None
    given = {"options": options} if options else {}
    field = await defined(ada, kind="COMPANY", label="Extra", type=type_, **given)
    company = await crm.company("With")
    await crm.company("Without")
    await ada.write("setCustomField", "", record=company, field=field, value=value)
    asked = await keep(ada, "COMPANY", (field.gid, *rule), name="Asked")
    empty = await keep(ada, "COMPANY", (field.gid, "IS_EMPTY"), name="Empty")
    some = await keep(ada, "COMPANY", (field.gid, "IS_NOT_EMPTY"), name="Some")
    assert await labels(ada, asked) == await labels(ada, some) == ["With"]
    assert await labels(ada, empty) == ["Stranger", "Without"]


@pytest.fixture
async def manager(ada: Person) -> Thing:
    """A field of contacts that says who is responsible for them."""
    return await defined(ada, kind="CONTACT", label="Account manager", type="USER")


async def test_contacts_are_segmented_by_who_is_responsible_in_a_field(
    crm: Crm, ada: Person, finn: Person, ben: Person, manager: Thing
) -> None:
    for name, user in (("Of Finn", finn), ("Of Ben", ben), ("Of nobody", None)):
        contact = await crm.contact(name)
        if user:
            value = {"user": user.gid}
            await ada.write("setCustomField", "", record=contact, field=manager, value=value)
    team = (await ada.ask("{ teams { id } }"))["teams"][0]["id"]
    for rule, held in (
        (("IS", finn.gid), ["Of Finn"]),
        (("IS_NOT", finn.gid), ["Of Ben", "Of nobody"]),
        (("IN", finn.gid, ben.gid), ["Of Ben", "Of Finn"]),
        (("IN_TEAM", team), ["Of Ben", "Of Finn"]),
        (("IS_EMPTY",), ["Of nobody"]),
    ):
        segment = await keep(ada, "CONTACT", (manager.gid, *rule), name=" ".join(rule))
        assert await labels(ada, segment) == held, rule
    mine = await keep(finn, "CONTACT", (manager.gid, "IS_ME"))
    assert await labels(finn, mine) == ["Of Finn"]


async def test_being_named_in_a_field_shows_nothing_of_a_segment(
    crm: Crm, ada: Person, cleo: Person, manager: Thing
) -> None:
    contact = await crm.contact("Hidden")
    value = {"user": cleo.gid}
    await ada.write("setCustomField", "", record=contact, field=manager, value=value)
    segment = await keep(ada, "CONTACT", (manager.gid, "IS", cleo.gid), visibility="SHARED")
    assert await labels(ada, segment) == ["Hidden"]
    assert await labels(cleo, segment) == []


async def test_a_rule_on_a_field_that_is_gone_stays_flagged_and_holds_for_nothing(
    crm: Crm, ada: Person, manager: Thing
) -> None:
    await crm.contact("Anybody")
    rules = ((manager.gid, "IS_EMPTY"), ("search", "CONTAINS", "any"))
    every = await keep(ada, "CONTACT", *rules)
    some = await keep(ada, "CONTACT", *rules, name="Any", match="ANY")
    assert await labels(ada, every) == ["Anybody"]
    await ada.write("deleteCustomFieldDefinition", "deletedId", id=manager)
    assert (await labels(ada, every), await labels(ada, some)) == ([], ["Anybody"])
    seen = await ada.see(every, "rules { field outdated }")
    assert seen["rules"] == [
        {"field": manager.gid, "outdated": True},
        {"field": "search", "outdated": False},
    ]


async def test_a_rule_on_a_field_of_another_account_is_flagged_as_one_that_is_gone(
    crm: Crm, ada: Person, manager: Thing
) -> None:
    foreign = await crm.custom_field("TEXT", "CONTACT", account_id=crm.foreign_account_id)
    segment = await keep(ada, "CONTACT", (manager.gid, "IS_EMPTY"))
    async with crm.runtime.database.writing():
        row = await Segment.get(id=segment.id)
        row.rules[0]["field"] = foreign.gid
        await row.save()
    seen = await ada.see(segment, "rules { field outdated } count")
    assert seen == {"rules": [{"field": foreign.gid, "outdated": True}], "count": 0}


async def test_a_rule_asks_only_what_goes_with_the_field(
    crm: Crm, ada: Person, eve: Person, manager: Thing
) -> None:
    foreign = await defined(eve, kind="CONTACT", label="Theirs", type="TEXT")
    for kind, rule, part in (
        ("CONTACT", (manager.gid, "CONTAINS", "x"), "operator"),
        ("CONTACT", (manager.gid, "IS", "Deal:1"), "values"),
        ("CONTACT", (manager.gid, "IS_EMPTY", "x"), "values"),
        ("COMPANY", (manager.gid, "IS_EMPTY"), "field"),
        ("CONTACT", (foreign.gid, "IS_EMPTY"), "field"),
        ("CONTACT", ("CustomFieldDefinition:999999", "IS_EMPTY"), "field"),
        ("CONTACT", ("CustomFieldDefinition:x", "IS_EMPTY"), "field"),
    ):
        async with crm.refuses("INVALID", "rules", "0", part):
            await keep(ada, kind, rule)


@pytest.mark.parametrize("type_", ["SELECT", "MULTI_SELECT"])
async def test_a_rule_names_only_options_that_there_are(crm: Crm, ada: Person, type_: str) -> None:
    field = await defined(ada, kind="COMPANY", label="Rank", type=type_, options=["gold", "User:1"])
    async with crm.refuses("INVALID", "rules", "0", "values"):
        await keep(ada, "COMPANY", (field.gid, "IN", "gold", "tin"))
    segment = await keep(ada, "COMPANY", (field.gid, "IN", "gold", "User:1"))
    options = {"options": ["silver"]}
    await ada.write("updateCustomFieldDefinition", "", id=field, **options)
    again = {"field": field.gid, "operator": "IN", "values": ["gold", "User:1"]}
    await ada.write("updateSegment", "", id=segment, rules=[again], name="Still")


async def test_a_rule_names_no_record_in_a_field_that_is_out_of_sight(
    crm: Crm, ada: Person, cleo: Person
) -> None:
    field = await defined(ada, kind="CONTACT", label="Other", type="COMPANY")
    hidden = await crm.company("Hidden")
    for company in (hidden.gid, "Company:999999"):
        async with crm.refuses("NOT_FOUND", "rules", "0", "values"):
            await keep(cleo, "CONTACT", (field.gid, "IS", company))
