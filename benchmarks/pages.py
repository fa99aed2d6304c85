"""Whether a page deep in a list costs what the first one costs."""

from collections.abc import Awaitable, Callable, Sequence

import orjson

from benchmarks.measure import side_by_side
from benchmarks.report import at_most, milliseconds, show
from benchmarks.whose import Whose
from benchmarks.world import Person
from orm.database.database import Database

SIZE, DEEP = 20, 1_000
AS_MUCH = 1.3
FIRST = "{ companies(first: 20) { nodes { id name city } pageInfo { endCursor hasNextPage } } }"
AFTER = "query($after: String!) " + FIRST.replace("first: 20", "first: 20, after: $after")
COLUMNS = ("", "viewer", "page 1", "deep page", "deep / first")


async def run(database: Database, people: Sequence[Person], rounds: int) -> None:
    """Measure, and print."""
    whose, lines = Whose(database), []
    for person in people:
        number, cursor = await _walk(whose, person)
        costs = await side_by_side(
            {"first": _ask(whose, person, None), "deep": _ask(whose, person, cursor)}, rounds
        )
        times = costs["deep"].cpu_times(costs["first"])
        lines.append(
            (
                f"page {number:,}",
                person.name,
                milliseconds(costs["first"].typical_cpu),
                milliseconds(costs["deep"].typical_cpu),
                at_most(times, AS_MUCH, f"page {number} {person.name}, by page 1"),
            )
        )
    show(f"Companies by pages of {SIZE}, CPU milliseconds", COLUMNS, lines)


async def _walk(whose: Whose, person: Person) -> tuple[int, str | None]:
    """The number of the deepest full page up to a depth, and the cursor that it comes after."""
    number, before, cursor = 0, None, None
    while number < DEEP:
        page = orjson.loads(await _ask(whose, person, cursor)())["data"]["companies"]
        if len(page["nodes"]) < SIZE:
            break
        number, before, cursor = number + 1, cursor, page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    return number, before


def _ask(whose: Whose, person: Person, cursor: str | None) -> Callable[[], Awaitable[bytes]]:
    if cursor is None:
        return lambda: whose.ask(FIRST, {}, person.token)
    return lambda: whose.ask(AFTER, {"after": cursor}, person.token)
