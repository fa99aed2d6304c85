"""A page of a segment that asks of a custom field, with custom fields, beside SQL by hand."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson

from benchmarks.by_hand import ACCOUNT, VIEWER, connection
from benchmarks.measure import Cost, side_by_side
from benchmarks.report import at_most, milliseconds, show
from benchmarks.segment_rows import LEAST, NAME
from benchmarks.whose import Whose
from benchmarks.world import Person
from orm.database.database import Database, Readers

SIZE, DEEP = 50, 1_000
TIMES, AS_MUCH = 1.5, 1.3
TEXT = """query Segment($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Segment {
      records(first: $first, after: $after) {
        nodes {
          ... on Company {
            id name customFields { field { label } text integer user { name } }
          }
        }
      }
    }
  }
}"""
WALK = """query Walk($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Segment {
      records(first: $first, after: $after) {
        nodes { ... on Company { id name } } pageInfo { endCursor hasNextPage }
      }
    }
  }
}"""
IDS = """SELECT s.id || ' ' || d.id FROM segment s
  JOIN custom_field_definition d ON d.account_id = s.account_id AND d.type = 'INTEGER'
  WHERE s.name = ?1"""
COLUMNS = ("page", "viewer", "Whose", "by hand", "Whose / by hand", "deep / first")


@dataclass(frozen=True)
class Page:
    """Where a page begins: its number, the cursor before it, and the keys that this stands for."""

    number: int
    cursor: str | None = None
    after: tuple[Any, ...] = ()


def by_hand(*, limited: bool, deep: bool) -> str:
    """The whole answer; the segment is asked of, and its rules are written out."""
    value = (
        "json_object('field', (SELECT json_object('label', d.label) FROM"
        " custom_field_definition d WHERE d.id = v.definition_id), 'text', v.text,"
        " 'integer', v.whole, 'user', (SELECT json_object('name',"
        " u.first_name || ' ' || u.last_name)"
        ' FROM "user" u WHERE u.id = v.user_id))'
    )
    values = (
        f"(SELECT json_group_array({value}) FROM (SELECT definition_id, text, whole, user_id"
        " FROM custom_field_value WHERE record_kind = 'COMPANY' AND record_id = c.id"
        " ORDER BY definition_id) v)"
    )
    company = f"json_object('id', 'Company:' || c.id, 'name', c.name, 'customFields', {values})"
    rules = (
        "status = 'ACTIVE' AND EXISTS (SELECT 1 FROM custom_field_value x"
        " WHERE x.definition_id = ?4 AND x.record_id = company.id AND x.whole >= ?5)"
    )
    records = connection(company, rows(rules, limited=limited, deep=deep))
    return (
        f"SELECT json_object('data', json_object('node', (SELECT json_object('records', {records})"
        f" FROM segment s WHERE s.id = ?3 AND s.account_id = {ACCOUNT}"
        f" AND (s.visibility = 'SHARED' OR s.owner_id = {VIEWER}))))"
    )


def rows(rules: str, *, limited: bool, deep: bool) -> str:
    """A page of the companies by name that rules hold for, along the indexes by name."""
    end = " AND (name, id) > (?6, ?7)" if deep else ""
    start = f"SELECT id, name FROM company WHERE account_id = {ACCOUNT} AND {rules}{end}"
    order = f"ORDER BY name, id LIMIT {SIZE}"
    if not limited:
        return f"{start} {order}"
    return (
        f"{start} AND account_manager_id = {VIEWER} UNION ALL {start}"
        f" AND second_account_manager_id = {VIEWER} AND account_manager_id IS NOT {VIEWER} {order}"
    )


async def run(database: Database, people: Sequence[Person], rounds: int) -> None:
    """Measure, and print."""
    whose, lines = Whose(database), []
    ids = [int(it) for it in (await database.readers.value(IDS, [NAME])).split()]
    for person in people:
        first, costs = None, await _measured(whose, database.readers, person, ids, rounds)
        for number, (ours, hand) in costs.items():
            what = f"page {number} of a segment {person.name}, CPU in process"
            first = first or ours
            lines.append(
                (
                    f"{number:,}",
                    person.name,
                    _shown(ours),
                    _shown(hand),
                    at_most(ours.cpu_times(hand), TIMES, f"{what}, Whose by SQL by hand"),
                    at_most(ours.cpu_times(first), AS_MUCH, f"{what}, by page 1"),
                )
            )
    title = "A segment by a custom field, milliseconds a page of 50: CPU of all threads | wall"
    show(title, COLUMNS, lines)


async def _measured(
    whose: Whose, readers: Readers, person: Person, ids: list[int], rounds: int
) -> dict[int, tuple[Cost, Cost]]:
    """The cost of the first page and of a deep one, of Whose and by hand, side by side."""
    works: dict[str, Callable[[], Awaitable[bytes]]] = {}
    pages = [Page(1), await _deepest(whose, person, ids[0])]
    for page in pages:
        ways = _asked(whose, person, ids[0], page), _written(readers, person, ids, page)
        answers = [orjson.loads(await way()) for way in ways]
        if answers[0] != answers[1]:
            raise RuntimeError(f"page {page.number}: {answers[0]}\n{answers[1]}")
        works[f"whose {page.number}"], works[f"by hand {page.number}"] = ways
    costs = await side_by_side(works, rounds)
    return {
        page.number: (costs[f"whose {page.number}"], costs[f"by hand {page.number}"])
        for page in pages
    }


async def _deepest(whose: Whose, person: Person, segment: int) -> Page:
    """The deepest full page up to a depth."""
    before, page, given = Page(1), Page(1), {"id": f"Segment:{segment}", "first": SIZE}
    while page.number < DEEP:
        answer = await whose.ask(WALK, given | {"after": page.cursor}, person.token)
        found = orjson.loads(answer)["data"]["node"]["records"]
        nodes, info = found["nodes"], found["pageInfo"]
        if not info["hasNextPage"]:
            return page if len(nodes) == SIZE else before
        last = nodes[-1]
        after = last["name"], int(last["id"].removeprefix("Company:"))
        before, page = page, Page(page.number + 1, info["endCursor"], after)
    return page


def _asked(
    whose: Whose, person: Person, segment: int, page: Page
) -> Callable[[], Awaitable[bytes]]:
    given = {"id": f"Segment:{segment}", "first": SIZE, "after": page.cursor}
    return partial(whose.ask, TEXT, given, person.token)


def _written(
    readers: Readers, person: Person, ids: list[int], page: Page
) -> Callable[[], Awaitable[bytes]]:
    sql = by_hand(limited=person.limited, deep=page.cursor is not None)
    values = (person.account_id, person.id, *ids, LEAST, *page.after)

    async def answer() -> bytes:
        text: str = await readers.value(sql, values)
        return text.encode()

    return answer


def _shown(cost: Cost) -> str:
    return f"{milliseconds(cost.typical_cpu)} | {milliseconds(cost.typical_wall)}"
