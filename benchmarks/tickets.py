"""The statistics of 100,000 tickets, beside SQL written by hand."""

from collections.abc import Awaitable, Callable, Sequence

import orjson

from benchmarks.measure import side_by_side
from benchmarks.report import at_most, milliseconds, show
from benchmarks.whose import Whose
from benchmarks.world import Person
from orm.database.database import Database, Readers

TIMES = 1.5
FIGURES = """new closed closedAutomatically unresolved reopened averageRepliesToClose
  firstReplyTime { median p90 } timeToClose { median p90 }"""
TEXT = f"""query Statistics($from: Date!, $to: Date!) {{
  ticketStatistics(from: $from, to: $to) {{
    {FIGURES}
    byAssignee {{ user {{ name }} {FIGURES} }}
  }}
}}"""
RANGES = {
    "all of them": ("2022-01-01", "2026-12-31"),
    "one quarter": ("2024-04-01", "2024-06-30"),
}
COLUMNS = ("", "viewer", "Whose", "by hand", "Whose / by hand")

COUNTS = """'new', count(*), 'closed', count(*) FILTER (WHERE closed AND NOT auto),
  'closedAutomatically', count(*) FILTER (WHERE closed AND auto),
  'unresolved', count(*) FILTER (WHERE NOT closed), 'reopened', count(*) FILTER (WHERE reopened),
  'averageRepliesToClose', round(avg(reply_count) FILTER (WHERE closed), 2)"""


def of_all(value: str) -> str:
    """Two percentiles of everything: the rows at two places of one order."""
    known = f"FROM t WHERE {value} IS NOT NULL"
    ordered = f"SELECT {value} {known} ORDER BY {value} LIMIT 1 OFFSET"
    median = f"({ordered} (SELECT max(0, (count(*) + 1) / 2 - 1) {known}))"
    return (
        f"json_object('median', {median},"
        f" 'p90', ({ordered} (SELECT max(0, (90 * count(*) + 99) / 100 - 1) {known})))"
    )


def of_each(name: str, value: str) -> str:
    """A table of two percentiles of each assignee."""
    return f"""{name} AS MATERIALIZED (
  SELECT a, max(v) FILTER (WHERE r = (n + 1) / 2) AS median,
    max(v) FILTER (WHERE r = (90 * n + 99) / 100) AS p90
  FROM (SELECT a, {value} AS v, row_number() OVER (PARTITION BY a ORDER BY {value}) AS r,
      count(*) OVER (PARTITION BY a) AS n FROM t WHERE {value} IS NOT NULL) GROUP BY a)"""


def the_two(name: str) -> str:
    """What such a table has of the assignee at hand."""
    return (
        f"(SELECT json_object('median', max(x.median), 'p90', max(x.p90))"
        f" FROM {name} x WHERE x.a IS t.a)"
    )


BY_HAND = f"""WITH t AS MATERIALIZED (
  SELECT assigned_to_id AS a, status = 'CLOSED' AS closed, closed_automatically AS auto, reopened,
    reply_count,
    unixepoch(substr(first_reply_at, 1, 19)) - unixepoch(substr(created_at, 1, 19)) AS f,
    unixepoch(substr(closed_at, 1, 19)) - unixepoch(substr(created_at, 1, 19)) AS c
  FROM ticket WHERE account_id = ?1 AND created_at >= ?2 AND created_at <= ?3),
{of_each("fs", "f")}, {of_each("cs", "c")}
SELECT json_object('data', json_object('ticketStatistics', json_object({COUNTS},
  'firstReplyTime', {of_all("f")}, 'timeToClose', {of_all("c")},
  'byAssignee', (SELECT json_group_array(json(g)) FROM (
    SELECT json_object('user', CASE WHEN a IS NOT NULL THEN json_object('name',
        (SELECT u.first_name || ' ' || u.last_name FROM "user" u WHERE u.id = t.a)) END,
      {COUNTS}, 'firstReplyTime', {the_two("fs")}, 'timeToClose', {the_two("cs")}) AS g
    FROM t GROUP BY a ORDER BY a NULLS LAST))))) FROM t"""


async def run(database: Database, people: Sequence[Person], rounds: int) -> None:
    """Measure, and print."""
    whose, lines = Whose(database), []
    person = people[-1]
    for name, (first, last) in RANGES.items():
        ways = {
            "whose": _asked(whose, person, first, last),
            "by hand": _by_hand(database.readers, person, first, last),
        }
        answers = [orjson.loads(await way()) for way in ways.values()]
        if answers[0] != answers[1]:
            raise RuntimeError(f"statistics of {name}: {answers[0]}\n{answers[1]}")
        costs = await side_by_side(ways, rounds)
        ours, hand = costs["whose"], costs["by hand"]
        what = f"statistics of {name}, CPU in process, Whose by SQL by hand"
        lines.append(
            (
                name,
                person.name,
                milliseconds(ours.typical_cpu),
                milliseconds(hand.typical_cpu),
                at_most(ours.cpu_times(hand), TIMES, what),
            )
        )
    show("Statistics of 100,000 tickets, CPU milliseconds", COLUMNS, lines)


def _asked(whose: Whose, person: Person, first: str, last: str) -> Callable[[], Awaitable[bytes]]:
    return lambda: whose.ask(TEXT, {"from": first, "to": last}, person.token)


def _by_hand(
    readers: Readers, person: Person, first: str, last: str
) -> Callable[[], Awaitable[bytes]]:
    values = (person.account_id, f"{first} 00:00:00+00:00", f"{last} 23:59:59.999999+00:00")

    async def answer() -> bytes:
        text: str = await readers.value(BY_HAND, values)
        return text.encode()

    return answer
