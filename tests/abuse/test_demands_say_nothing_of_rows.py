"""Whether there is a custom field to ask of is said before any row is looked at."""

from typing import Any

import pytest

from orm.user import CrmAccess
from tests.world.crm import Crm
from tests.world.people import Person

NESTED = """query ($field: ID!) {
  companies { nodes { deals(filter: {customField: {field: $field, text: "a"}}) { totalCount } } }
}"""


async def told(person: Person, field: str) -> Any:
    answered = await person.answer(NESTED, field=field)
    return answered["data"], [error["message"] for error in answered.get("errors", ())]


@pytest.mark.parametrize("kind", ["DEAL", "COMPANY"])
async def test_a_nested_filter_is_refused_by_the_field_alone(
    crm: Crm, ada: Person, kind: str
) -> None:
    field = (await crm.custom_field("TEXT", kind)).gid
    unknown = "CustomFieldDefinition:999999"
    ben = await crm.another("Bert", crm_access=CrmAccess.LIMITED_CRM)
    assert await ben.companies() == []

    before = [await told(ben, it) for it in (field, unknown)]
    hidden = await crm.company("Hidden", account_manager=ada)
    await crm.deal("Hidden", company=hidden)
    with_hidden = [await told(ben, it) for it in (field, unknown)]
    await crm.company("Shown", account_manager=ben)
    with_rows = [await told(ben, it) for it in (field, unknown)]

    assert before == with_hidden
    where = "companies.nodes.deals.filter.customField.field"
    said = f"{where}: DEAL has no such custom field of the type TEXT"
    refused = (None, [f"{said} or LONG_TEXT or EMAIL or PHONE or URL."])
    assert before[1] == with_rows[1] == refused
    if kind == "DEAL":
        assert before[0] == ({"companies": {"nodes": []}}, [])
        assert with_rows[0] == ({"companies": {"nodes": [{"deals": {"totalCount": 0}}]}}, [])
    else:
        assert before[0] == with_rows[0] == refused
