"""Days are kept as they were written, the first of all and the last as well."""

from typing import Any

import pytest

from tests.world.crm import Crm
from tests.world.people import Person

FIRST, LAST = "0001-01-01", "9999-12-31"
DUE = [
    ("Deal", {"title": "Big one"}, "expectedClosing"),
    ("Project", {"title": "Big one"}, "dueOn"),
    ("Invoice", {}, "dueOn"),
]
PAGE = """query($filter: DealFilter, $after: String) {
  deals(first: 1, after: $after, filter: $filter,
        orderBy: [{field: EXPECTED_CLOSING, direction: DESC}]) {
    totalCount nodes { title } pageInfo { endCursor }
  }
}"""


@pytest.mark.parametrize("day", [FIRST, LAST])
@pytest.mark.parametrize(("type_", "given", "field"), DUE)
async def test_what_is_due_on_such_a_day_is_so(
    crm: Crm, ada: Person, type_: str, given: dict[str, Any], field: str, day: str
) -> None:
    of = {"customer": await crm.company()} if type_ == "Invoice" else {}
    record = await ada.create(type_, **given, **of, **{field: day})
    assert await ada.see(record, field) == {field: day}
    before = await crm.tables()
    await ada.update(record, **{field: day})
    assert await crm.tables() == before
    await ada.update(record, **{field: "2026-01-31"})
    await ada.update(record, **{field: day})
    assert await ada.see(record, f"{field} version") == {field: day, "version": 3}


@pytest.mark.parametrize("day", [FIRST, LAST])
async def test_a_task_and_a_custom_field_have_such_a_day(crm: Crm, ada: Person, day: str) -> None:
    project = await crm.project()
    task = await ada.create("Task", project=project, title="Small one", dueOn=day)
    assert await ada.see(task, "dueOn") == {"dueOn": day}
    field = await crm.custom_field("DATE", kind="PROJECT")
    await ada.set_field(project, field, date=day)
    assert await ada.see(project, "customFields { date }") == {"customFields": [{"date": day}]}
    asked = {"customField": {"field": field.gid, "date": {"from": day, "to": day}}}
    found = await ada.ask(
        "query($f: ProjectFilter) { projects(filter: $f) { totalCount } }", f=asked
    )
    assert found == {"projects": {"totalCount": 1}}


async def test_lists_are_filtered_and_ordered_by_such_days(crm: Crm, ada: Person) -> None:
    for title, day in (("Never", LAST), ("Ever", FIRST), ("Soon", "2026-01-31")):
        await ada.create_deal(title, expectedClosing=day)
    asked: dict[str, Any] = {"filter": {"expectedClosing": {"from": FIRST, "to": LAST}}}
    titles = []
    for _ in range(3):
        page = (await ada.ask(PAGE, **asked))["deals"]
        titles += [node["title"] for node in page["nodes"]]
        asked["after"] = page["pageInfo"]["endCursor"]
    assert (titles, page["totalCount"]) == (["Never", "Soon", "Ever"], 3)
    assert (await ada.ask(PAGE, **asked))["deals"]["nodes"] == []
