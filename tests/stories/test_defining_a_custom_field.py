"""An administrator says what records of a kind can have beside the rest."""

import pytest

from orm.account import Account
from tests.world.crm import Crm
from tests.world.listening import watching
from tests.world.people import Person, Refused, Thing

FIELDS = "kind label type required options"
LISTED = f"query($kind: RecordKind) {{ customFieldDefinitions(kind: $kind) {{ {FIELDS} }} }}"


async def defined(person: Person, **given: object) -> Thing:
    """A custom field that somebody defines."""
    payload = await person.write(
        "createCustomFieldDefinition", "customFieldDefinition { id }", **given
    )
    return Thing.of(payload["customFieldDefinition"]["id"])


async def test_a_custom_field_is_defined_changed_and_deleted(
    crm: Crm, ada: Person, finn: Person, eve: Person
) -> None:
    given = {"kind": "DEAL", "label": "Source", "type": "SELECT", "options": ["Fair", "Web"]}
    field = await defined(ada, **given)
    assert (await finn.ask(LISTED))["customFieldDefinitions"] == [{**given, "required": False}]
    assert (await finn.ask(LISTED, kind="COMPANY"))["customFieldDefinitions"] == []
    assert (await eve.ask(LISTED))["customFieldDefinitions"] == []
    changes = {"label": "Origin", "required": True, "options": ["Web", "Fair", "Letter"]}
    await ada.write("updateCustomFieldDefinition", "", id=field, **changes)
    assert await finn.see(field, FIELDS) == {**given, **changes}
    deal = await crm.deal()
    await finn.set_field(deal, field, options=["Web"])
    await ada.delete(field)
    assert await finn.see(deal, "customFields { text }") == {"customFields": []}
    assert (await finn.ask(LISTED))["customFieldDefinitions"] == []
    assert (await Account.get(id=crm.account_id)).segments_version == 3


async def test_an_option_that_some_record_has_cannot_be_removed(
    crm: Crm, ada: Person, finn: Person
) -> None:
    field = await crm.custom_field("MULTI_SELECT")
    company = await crm.company("Acme")
    await finn.set_field(company, field, options=["Gold", "Tin"])
    async with crm.refuses("INVALID", "options"):
        await ada.write("updateCustomFieldDefinition", "", id=field, options=["Gold", "Silver"])
    await ada.write("updateCustomFieldDefinition", "", id=field, options=["Tin", "Gold"])


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"label": " "}, "REQUIRED", ("label",)),
        ({"label": "x" * 201}, "INVALID", ("label",)),
        ({"label": "Taken"}, "DUPLICATE", ("label",)),
        ({"options": ["a"]}, "INVALID", ("options",)),
        ({"type": "SELECT"}, "REQUIRED", ("options",)),
        ({"type": "SELECT", "options": ["a", " "]}, "REQUIRED", ("options",)),
        ({"type": "SELECT", "options": ["a", "b", "a"]}, "DUPLICATE", ("options", "2")),
        ({"type": "SELECT", "options": ["x" * 201]}, "INVALID", ("options",)),
        ({"type": "SELECT", "options": [str(n) for n in range(201)]}, "INVALID", ("options",)),
    ],
)
async def test_what_cannot_be_defined_is_refused_in_its_place(
    crm: Crm, ada: Person, given: dict[str, object], code: str, path: tuple[str, ...]
) -> None:
    await crm.custom_field("TEXT", label="Taken")
    usual = {"kind": "COMPANY", "label": "New", "type": "TEXT"}
    async with crm.refuses(code, *path):
        await defined(ada, **(usual | given))


async def test_a_label_is_free_for_other_kinds_and_accounts(crm: Crm, ada: Person) -> None:
    await crm.custom_field("TEXT", label="Region", account_id=crm.foreign_account_id)
    await defined(ada, kind="COMPANY", label="Region", type="TEXT")
    field = await defined(ada, kind="DEAL", label="Region", type="TEXT")
    await ada.write("updateCustomFieldDefinition", "", id=field, label="Region")


async def test_who_was_responsible_by_a_field_that_is_deleted_is_so_no_more_with_a_trace(
    crm: Crm, ada: Person, ben: Person, finn: Person
) -> None:
    field, other = await crm.custom_field("USER", "DEAL"), await crm.custom_field("TEXT", "DEAL")
    deal, untouched = await crm.deal("Named"), await crm.deal("Untouched")
    await ada.set_field(deal, field, user=finn)
    await ada.set_field(untouched, other, text="Stays")
    async with watching(finn) as seen, watching(ben) as unseen:
        await ada.delete(field)
    assert (seen, unseen) == ([("UPDATED", deal, "Named")], [])
    history = "version responsibilityHistory { nodes { role from { name } to { name } } }"
    shown = await ada.see(deal, history)
    role, named = "CUSTOM_FIELD", {"name": "Finn Full"}
    passed = [{"role": role, "from": named, "to": None}, {"role": role, "from": None, "to": named}]
    assert shown["responsibilityHistory"]["nodes"] == passed
    assert shown["version"] == 3
    assert (await ada.see(untouched, "version"))["version"] == 2


async def test_a_change_that_changes_nothing_is_none(crm: Crm, ada: Person) -> None:
    field = await crm.custom_field("SELECT")
    before = await crm.tables()
    given = {"label": "SELECT", "required": False, "options": ["Gold", "Silver", "Tin"]}
    await ada.write("updateCustomFieldDefinition", "", id=field, **given)
    assert await crm.tables() == before


async def test_only_administrators_define_change_and_delete(
    crm: Crm, lena: Person, cleo: Person, eve: Person
) -> None:
    field = await crm.custom_field("TEXT")
    for person in (lena, cleo):
        async with crm.refuses("FORBIDDEN"):
            await defined(person, kind="COMPANY", label="Mine", type="TEXT")
    for person, code in ((lena, "FORBIDDEN"), (cleo, "FORBIDDEN"), (eve, "NOT_FOUND")):
        async with crm.refuses(code):
            await person.write("updateCustomFieldDefinition", "", id=field, label="Mine")
        async with crm.refuses(code):
            await person.delete(field)


async def test_who_lacks_the_module_of_its_records_sees_none(crm: Crm, finn: Person) -> None:
    of_company, of_deal = await crm.custom_field("TEXT"), await crm.custom_field("TEXT", "DEAL")
    await crm.have(finn, modules=["DEALS"])
    listed = await finn.ask("{ customFieldDefinitions { id } }")
    assert listed == {"customFieldDefinitions": [{"id": of_deal.gid}]}
    async with crm.refuses("FEATURE_NOT_AVAILABLE"):
        await finn.can_read(of_company)


async def test_a_filter_by_a_field_of_another_kind_type_or_account_is_refused(
    crm: Crm, ada: Person, finn: Person
) -> None:
    foreign = await crm.custom_field("TEXT", account_id=crm.foreign_account_id)
    of_deal, number = await crm.custom_field("TEXT", "DEAL"), await crm.custom_field("NUMBER")
    asked = "query($f: CompanyFilter) { companies(first: 1, filter: $f) { totalCount } }"
    for field in (foreign, of_deal, number):
        with pytest.raises(Refused) as refused:
            await finn.ask(asked, f={"or": {"customField": {"field": field.gid, "text": "x"}}})
        assert refused.value.code == "BAD_USER_INPUT"
        assert "companies.filter.or.customField.field: COMPANY has no such" in str(refused.value)
    company = await crm.company("Acme", account_manager=finn)
    inside = f'deals(filter: {{ customField: {{ field: "{number.gid}", isEmpty: true }} }})'
    nested = f"company {{ {inside} {{ totalCount }} }}"
    async with crm.refuses("BAD_USER_INPUT"):
        await ada.write("updateCompany", nested, id=company, name="Bolt")
