"""A filter that only names a custom field asks nothing of it, whatever the database."""

import json
import re
from typing import Any

import pytest

from tests.reading.asking import Asking
from tests.reading.refusing import BAD, ask, brief, refusal

pytestmark = pytest.mark.asyncio(loop_scope="module")

#: Filters that only name a custom field, and ask nothing of it.
ONLY_NAMING = [
    {"customField": {"field": "%s"}},
    {"customField": {"field": "%s", "text": None, "options": None, "user": None}},
    {"or": [{"customField": {"field": "%s", "isEmpty": None}}]},
    {"not": {"not": {"customField": {"field": "%s"}}}},
    {"and": [{"customField": {"field": "%s"}}, {"search": None}]},
]


@pytest.mark.parametrize("filter_", ONLY_NAMING, ids=brief)
@pytest.mark.parametrize("number", [1, 999_999])
async def test_a_custom_field_of_which_nothing_is_asked_holds_for_every_record(
    asking: Asking, filter_: dict[str, Any], number: int
) -> None:
    everything = await ask(asking, "{deals{totalCount nodes{id}}}")
    given = json.dumps(filter_) % f"CustomFieldDefinition:{number}"
    literal = re.sub(r'"(\w+)":', r"\1:", given)

    by_variable = await ask(
        asking,
        "query($f:DealFilter){deals(filter:$f){totalCount nodes{id}}}",
        f=json.loads(given),
    )

    assert everything["data"]["deals"]["totalCount"] > 0
    assert by_variable == everything
    assert await ask(asking, f"{{deals(filter:{literal}){{totalCount nodes{{id}}}}}}") == everything


@pytest.mark.parametrize("filter_", ONLY_NAMING, ids=brief)
async def test_the_id_of_a_custom_field_is_looked_at_even_where_nothing_is_asked_of_it(
    asking: Asking, filter_: dict[str, Any]
) -> None:
    given = json.loads(json.dumps(filter_) % "Company:1")
    text = "query($f:DealFilter){deals(filter:$f){totalCount}}"

    code, message = await refusal(asking, text, f=given)

    assert (code, message.split(": ")[1]) == (BAD, "this is not the id of a CustomFieldDefinition.")
