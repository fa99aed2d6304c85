"""What a record has in a custom field is set and cleared, and those responsible hear of it."""

from typing import Any

import pytest

from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Thing

VALUE = (
    "customFields { field { label } text options number integer money { amount currency } date"
    " boolean user { name } company { name } contact { name } }"
)
GIVEN: list[tuple[str, Any, Any]] = [
    ("TEXT", {"text": "  Café "}, {"text": "Café"}),
    ("LONG_TEXT", {"text": "one\r\ntwo"}, {"text": "one\ntwo"}),
    ("SELECT", {"options": ["Gold"]}, {"options": ["Gold"]}),
    ("MULTI_SELECT", {"options": ["Tin", "Gold", "Tin"]}, {"options": ["Gold", "Tin"]}),
    ("DATE", {"date": "2026-02-28"}, {"date": "2026-02-28"}),
    (
        "MONEY",
        {"money": {"amount": "12.5", "currency": "CHF"}},
        {"money": {"amount": "12.50", "currency": "CHF"}},
    ),
    ("INTEGER", {"integer": -7}, {"integer": -7}),
    ("NUMBER", {"number": "0.000001"}, {"number": "0.000001"}),
    ("NUMBER", {"number": "999999999.999999"}, {"number": "999999999.999999"}),
    ("BOOLEAN", {"boolean": False}, {"boolean": False}),
    ("EMAIL", {"text": " Ann@Example.org"}, {"text": "ann@example.org"}),
    ("PHONE", {"text": "+32 9 298 06 15"}, {"text": "+32 9 298 06 15"}),
    ("URL", {"text": "https://example.org/a?b"}, {"text": "https://example.org/a?b"}),
]
WRONG: list[tuple[str, Any, tuple[str, ...]]] = [
    ("TEXT", {"text": "two\nlines"}, ("text",)),
    ("TEXT", {"text": "x" * 501}, ("text",)),
    ("TEXT", {"integer": 1}, ("integer",)),
    ("TEXT", {"text": "a", "boolean": True}, ("boolean",)),
    ("LONG_TEXT", {"text": "x" * 20_001}, ("text",)),
    ("EMAIL", {"text": f"{'İ' * 130}@acme.example"}, ("text",)),
    ("SELECT", {"options": ["Gold", "Tin"]}, ("options",)),
    ("SELECT", {"options": ["gold"]}, ("options", "0")),
    ("MULTI_SELECT", {"options": ["Gold", "Lead"]}, ("options", "1")),
    ("DATE", {"text": "2026-02-28"}, ("text",)),
    ("MONEY", {"money": {"amount": "0.001"}}, ("money", "amount")),
    ("MONEY", {"money": {"amount": "1", "currency": "XXX"}}, ("money", "currency")),
    ("INTEGER", {"number": "1"}, ("number",)),
    ("NUMBER", {"number": "0.0000001"}, ("number",)),
    ("NUMBER", {"number": "1000000000"}, ("number",)),
    ("BOOLEAN", {"text": "true"}, ("text",)),
    ("EMAIL", {"text": "ann at example.org"}, ("text",)),
    ("PHONE", {"text": "call me"}, ("text",)),
    ("PHONE", {"text": "+"}, ("text",)),
    ("URL", {"text": "javascript:alert(1)"}, ("text",)),
    ("URL", {"text": "https://"}, ("text",)),
    ("URL", {"text": "example.org"}, ("text",)),
    ("USER", {"user": "Company:1"}, ("user",)),
    ("COMPANY", {"company": "User:1"}, ("company",)),
]


async def values(person: Person, thing: Thing) -> dict[str, Any]:
    """What somebody sees in the custom fields of a record, without what is null."""
    seen = await person.see(thing, VALUE)
    return {
        one["field"]["label"]: {
            name: value for name, value in one.items() if name != "field" and value is not None
        }
        for one in seen["customFields"]
    }


@pytest.mark.parametrize(("type_", "given", "kept"), GIVEN)
async def test_what_is_set_is_kept_until_it_is_cleared(
    crm: Crm, finn: Person, type_: str, given: Any, kept: Any
) -> None:
    field = await crm.custom_field(type_)
    company = await crm.company("Acme")
    await finn.set_field(company, field, **given)
    assert await values(finn, company) == {type_: kept}
    before = await crm.tables()
    await finn.set_field(company, field, **given)
    assert await crm.tables() == before
    await finn.write("setCustomField", "", record=company, field=field, value=None)
    assert await values(finn, company) == {}


@pytest.mark.parametrize(("type_", "given", "path"), WRONG)
async def test_what_does_not_go_with_the_type_is_refused(
    crm: Crm, finn: Person, type_: str, given: Any, path: tuple[str, ...]
) -> None:
    field = await crm.custom_field(type_)
    company = await crm.company("Acme")
    async with crm.refuses("INVALID", "value", *path):
        await finn.set_field(company, field, **given)
    async with crm.refuses("INVALID", "customFields", "0", *path):
        await finn.update(company, customFields=[{"field": field, **given}])


async def test_those_responsible_are_told_as_of_an_update(
    crm: Crm, ada: Person, ben: Person, cleo: Person
) -> None:
    company = await crm.company("Acme", account_manager=cleo)
    deal = await crm.deal(company=company, assigned_to=ben)
    of_company, of_deal = await crm.custom_field("TEXT"), await crm.custom_field("TEXT", "DEAL")
    async with crm.telling() as told:
        await ada.set_field(company, of_company, text="New")
        await ada.update(deal, customFields=[{"field": of_deal, "text": "New"}])
    assert told == {
        "Cleo": ["Ada Admin changed Acme.", "Ada Admin changed Big one."],
        "Ben": ["Ada Admin changed Big one."],
    }
    assert (await ada.see(deal, "version"))["version"] == 2


async def test_who_is_named_is_responsible_by_the_custom_field_and_is_in_the_history(
    crm: Crm, ada: Person, finn: Person, lena: Person
) -> None:
    field = await crm.custom_field("USER", label="Support")
    company = await crm.company("Acme", account_manager=lena)
    await ada.set_field(company, field, user=finn)
    await ada.set_field(company, field, user=lena)
    seen = await ada.see(company, "responsibilities { role user { name } field { label type } }")
    assert seen["responsibilities"] == [
        {"role": "ACCOUNT_MANAGER", "user": {"name": "Lena Lead"}, "field": None},
        {
            "role": "CUSTOM_FIELD",
            "user": {"name": "Lena Lead"},
            "field": {"label": "Support", "type": "USER"},
        },
    ]
    await ada.set_field(company, field)
    history = "responsibilityHistory { nodes { role from { name } to { name } by { name } } }"
    by = {"role": "CUSTOM_FIELD", "by": {"name": "Ada Admin"}}
    assert (await ada.see(company, history))["responsibilityHistory"]["nodes"] == [
        {**by, "from": {"name": "Lena Lead"}, "to": None},
        {**by, "from": {"name": "Finn Full"}, "to": {"name": "Lena Lead"}},
        {**by, "from": None, "to": {"name": "Finn Full"}},
    ]


@pytest.mark.parametrize("kind", ["CONTACT", "INVOICE"])
async def test_nobody_is_responsible_for_a_contact_or_an_invoice_but_by_a_custom_field(
    crm: Crm, ada: Person, finn: Person, lena: Person, kind: str
) -> None:
    field = await crm.custom_field("USER", kind)
    company = await crm.company("Acme", account_manager=lena)
    record = await (crm.contact() if kind == "CONTACT" else crm.invoice(company))
    asked = "responsibilities { role user { name } }"
    assert await ada.see(record, asked) == {"responsibilities": []}
    for user in (finn, lena):
        await ada.set_field(record, field, user=user)
        named = {"role": "CUSTOM_FIELD", "user": {"name": user.name}}
        assert await ada.see(record, asked) == {"responsibilities": [named]}
    await ada.set_field(record, field)
    assert await ada.see(record, asked) == {"responsibilities": []}


async def test_whoever_is_named_is_an_active_user_of_the_account(
    crm: Crm, ada: Person, gus: Person
) -> None:
    field = await crm.custom_field("USER")
    company = await crm.company("Acme")
    async with crm.refuses("USER_INACTIVE", "value", "user"):
        await ada.set_field(company, field, user=gus)
    async with crm.refuses("NOT_FOUND", "value", "user"):
        await ada.set_field(company, field, user=await crm.foreign("User"))


async def test_a_reference_is_to_what_one_may_read_and_is_not_there_for_who_may_not(
    crm: Crm, ada: Person, cleo: Person, dora: Person
) -> None:
    field = await crm.custom_field("COMPANY")
    mine = await crm.company("Acme", account_manager=cleo)
    theirs = await crm.company("Bolt", account_manager=dora)
    for hidden in (theirs, await crm.foreign("Company")):
        async with crm.refuses("NOT_FOUND", "value", "company"):
            await cleo.set_field(mine, field, company=hidden)
    await ada.set_field(mine, field, company=theirs)
    assert await values(ada, mine) == {"COMPANY": {"company": {"name": "Bolt"}}}
    assert await values(cleo, mine) == {}
    found = "query($f: CompanyFilter) { companies(filter: $f) { totalCount } }"
    asked = {"customField": {"field": field.gid, "company": [theirs.gid]}}
    assert (await ada.ask(found, f=asked))["companies"]["totalCount"] == 1
    assert (await cleo.ask(found, f=asked))["companies"]["totalCount"] == 0
    some = {"customField": {"field": field.gid, "isEmpty": False}}
    assert (await ada.ask(found, f=some))["companies"]["totalCount"] == 1
    assert (await cleo.ask(found, f=some))["companies"]["totalCount"] == 0


@pytest.mark.parametrize("type_", ["NUMBER", "INTEGER", "MONEY", "DATE", "USER"])
async def test_a_filter_that_bounds_nothing_holds_for_every_record(
    crm: Crm, finn: Person, type_: str
) -> None:
    field = await crm.custom_field(type_)
    given = {known: value for known, value, _ in GIVEN} | {"USER": {"user": finn}}
    await finn.set_field(await crm.company("Acme"), field, **given[type_])
    found = "query($f: CompanyFilter) { companies(filter: $f) { totalCount } }"
    every = await finn.ask(found)
    bounds = {"USER": ("isMe", "in"), "DATE": ("from", "to")}.get(type_, ("min", "max"))
    for asked in ({}, {bounds[0]: None}, dict.fromkeys(bounds)):
        holds = {"customField": {"field": field.gid, type_.lower(): asked}}
        assert await finn.ask(found, f=holds) == every
        without = await finn.ask(found, f={"not": holds})
        assert without["companies"]["totalCount"] == 0


async def test_a_contact_can_be_referred_to(crm: Crm, finn: Person) -> None:
    field = await crm.custom_field("CONTACT", "DEAL")
    deal = await crm.deal()
    made = await finn.write("createContact", "contact { id }", lastName="Ann")
    ann = made["contact"]["id"]
    await finn.set_field(deal, field, contact=ann)
    seen = await values(finn, deal)
    assert list(seen["CONTACT"]) == ["contact"]
    async with crm.refuses("NOT_FOUND", "value", "contact"):
        await finn.set_field(deal, field, contact="Contact:999999")


async def test_a_required_one_is_there_from_the_beginning_and_never_cleared(
    crm: Crm, finn: Person
) -> None:
    field = await crm.custom_field("TEXT", label="Region", required=True)
    async with crm.refuses("REQUIRED", "customFields"):
        await finn.create_company("Acme")
    async with crm.refuses("REQUIRED", "customFields", "0"):
        await finn.create_company("Acme", customFields=[{"field": field, "text": " "}])
    given = [{"field": field, "text": "North"}]
    company = await finn.create_company("Acme", customFields=given)
    assert await values(finn, company) == {"Region": {"text": "North"}}
    async with crm.refuses("REQUIRED", "value"):
        await finn.set_field(company, field)
    async with crm.refuses("REQUIRED", "customFields", "0"):
        await finn.update(company, customFields=[{"field": field}])
    await finn.rename(company, "Bolt")


@pytest.mark.parametrize("type_", ["Company", "Contact", "Deal", "Invoice", "Project", "Ticket"])
async def test_each_kind_of_record_can_be_created_and_updated_with_custom_fields(
    crm: Crm, finn: Person, type_: str
) -> None:
    company = await crm.company("Acme")
    given: dict[str, dict[str, Any]] = {
        "Company": {"name": "New"},
        "Contact": {"lastName": "New"},
        "Deal": {"title": "New"},
        "Invoice": {"customer": company},
        "Project": {"title": "New"},
        "Ticket": {"subject": "New", "inbox": await crm.inbox()},
    }
    field = await crm.custom_field("INTEGER", type_.upper())
    fields = [{"field": field, "integer": 1}]
    payload = await finn.write(
        f"create{type_}", f"{type_.lower()} {{ id }}", **given[type_], customFields=fields
    )
    thing = Thing.of(payload[type_.lower()]["id"])
    assert await values(finn, thing) == {"INTEGER": {"integer": 1}}
    await finn.update(thing, customFields=[{"field": field, "integer": 2}])
    assert await values(finn, thing) == {"INTEGER": {"integer": 2}}
    await finn.set_field(thing, field, integer=3)
    assert await values(finn, thing) == {"INTEGER": {"integer": 3}}
    assert (await finn.see(thing, "version"))["version"] == 3


async def test_a_field_of_another_kind_or_account_or_given_twice_is_refused(
    crm: Crm, finn: Person
) -> None:
    company, field = await crm.company("Acme"), await crm.custom_field("TEXT")
    of_deals = await crm.custom_field("TEXT", "DEAL")
    foreign = await crm.custom_field("TEXT", account_id=crm.foreign_account_id)
    for wrong in (of_deals, foreign):
        async with crm.refuses("NOT_FOUND", "field"):
            await finn.set_field(company, wrong, text="x")
        async with crm.refuses("NOT_FOUND", "customFields", "0", "field"):
            await finn.update(company, customFields=[{"field": wrong, "text": "x"}])
    twice = [{"field": field, "text": "x"}, {"field": field, "text": "y"}]
    async with crm.refuses("DUPLICATE", "customFields", "1", "field"):
        await finn.update(company, customFields=twice)


async def test_who_may_not_update_the_record_sets_nothing(
    crm: Crm, ben: Person, cleo: Person, eve: Person
) -> None:
    field = await crm.custom_field("USER", "DEAL")
    deal = await crm.deal()
    for stranger in (ben, cleo, eve):
        async with crm.refuses("NOT_FOUND"):
            await stranger.set_field(deal, field, user=stranger)


async def test_an_old_version_is_a_conflict(crm: Crm, finn: Person) -> None:
    company, field = await crm.company("Acme"), await crm.custom_field("TEXT")
    given = {"record": company, "field": field, "value": {"text": "x"}}
    await finn.write("setCustomField", "record { id version }", **given, version=1)
    async with crm.refuses("VERSION_CONFLICT", "version"):
        await finn.write("setCustomField", "", **given, version=1)


async def test_what_a_record_has_is_deleted_with_it(crm: Crm, ada: Person) -> None:
    field, other = await crm.custom_field("TEXT"), await crm.custom_field("TEXT", "DEAL")
    company, deal = await crm.company("Acme"), await crm.deal()
    kept = await crm.company("Bolt")
    for thing, of in ((company, field), (kept, field), (deal, other)):
        await ada.set_field(thing, of, text="x")
    await ada.delete(company)
    await ada.delete(deal)
    rows = await crm.rows("custom_field_value")
    assert [(row["record_kind"], row["record_id"]) for row in rows] == [("COMPANY", kept.id)]


async def test_what_is_referred_to_goes_out_of_each_record_when_it_is_deleted(
    crm: Crm, ada: Person, finn: Person
) -> None:
    field, deal = await crm.custom_field("COMPANY", "DEAL"), await crm.deal("Naming")
    company, contact = await crm.company("Acme"), await crm.contact("Ann")
    people = await crm.custom_field("CONTACT", "COMPANY")
    other = await crm.company("Bolt")
    await finn.set_field(deal, field, company=company)
    await finn.set_field(other, people, contact=contact)
    own = await crm.custom_field("COMPANY", "COMPANY", label="Itself")
    await finn.set_field(company, own, company=company)
    before = [await ada.see(it, "version") for it in (deal, other)]
    async with watching(finn) as seen:
        await ada.delete(company)
        await ada.delete(contact)
    assert sorted(seen) == sorted(
        [
            ("DELETED", company, None),
            ("UPDATED", deal, "Naming"),
            ("DELETED", contact, None),
            ("UPDATED", other, "Bolt"),
        ]
    )
    assert (await values(ada, deal), await values(ada, other)) == ({}, {})
    after = [await ada.see(it, "version") for it in (deal, other)]
    assert [it["version"] for it in after] == [it["version"] + 1 for it in before]
