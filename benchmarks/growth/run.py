"""What each question costs at a size and at a larger one, for who sees all and who sees little."""

import time
from statistics import median
from typing import Any

import asyncpg
import orjson

from benchmarks import world
from benchmarks.growth import rows
from benchmarks.growth.questions import QUESTIONS, GrowthQuestion
from benchmarks.report import at_most, milliseconds, show
from benchmarks.whose import Whose
from orm.database.database import open_database

SMALL, LARGE = 60_000, 1_000_000  # deals
SERVER = "postgres://postgres@127.0.0.1:5432"
PEOPLE = {"full": rows.FULL, "limited": rows.LIMITED}
#: A question is asked as often as wanted, or for so long; but at least so often.
SECONDS, FEWEST = 1.0, 3
#: What takes less is not judged: so short a time is mostly chance.
NOISE = 0.0005  # seconds
PREFIX = "whose_growth"
COLUMNS = ("", "viewer", f"{SMALL:,}", f"{LARGE:,}", "large / small")

Figures = dict[tuple[str, str], float]


async def run(dialect: str, asked: int) -> None:
    """Measure on a kind of database, and print; asked: how often each question is asked."""
    small, large = [await _asked(await _prepared(dialect, size), asked) for size in (SMALL, LARGE)]
    lines = [
        (
            question.name,
            person,
            milliseconds(small[question.name, person]),
            milliseconds(large[question.name, person]),
            _judged(dialect, question, person, small, large),
        )
        for question in QUESTIONS
        for person in PEOPLE
    ]
    show(f"{dialect}: deals of an account, wall milliseconds in process", COLUMNS, lines)


def _judged(
    dialect: str, question: GrowthQuestion, person: str, small: Figures, large: Figures
) -> str:
    before, after = small[question.name, person], large[question.name, person]
    times = after / before
    # A limited user sees as much at both sizes.
    most = question.times if person == "full" else 1.5
    if most is None or after < NOISE:
        return f"{times:.3g}×"
    return at_most(times, most, f"{dialect}, {question.name}, {person}, large by small")


async def _asked(url: str, times: int) -> Figures:
    """The seconds that each question takes for each person."""
    database = await open_database(url)
    whose, figures = Whose(database), Figures()
    for question in QUESTIONS:
        for person, token in PEOPLE.items():
            figures[question.name, person] = await _seconds(whose, question, token, times)
    await database.close()
    return figures


async def _seconds(whose: Whose, question: GrowthQuestion, token: str, times: int) -> float:
    answer = orjson.loads(await whose.ask(question.text, {}, token))
    if "errors" in answer:
        raise RuntimeError(f"{question.name}: {answer['errors']}")
    taken, until = list[float](), time.perf_counter() + SECONDS
    while len(taken) < times and (len(taken) < FEWEST or time.perf_counter() < until):
        began = time.perf_counter()
        await whose.ask(question.text, {}, token)
        taken.append(time.perf_counter() - began)
    return median(taken)


async def _prepared(dialect: str, deals: int) -> str:
    """The address of a database with so many deals; it is kept for the next run."""
    version = await world.version(rows)
    name = f"{PREFIX}_{version}_{deals}"
    if dialect == "postgresql":
        return await _postgresql(name, version, deals)
    path = world.folder() / f"{name}.sqlite3"
    if not path.exists():
        for old in path.parent.glob(f"{PREFIX}_*"):
            if version not in old.name or old.suffix != ".sqlite3":
                old.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        await _made(f"sqlite://{path.with_suffix('.unfinished')}", deals)
        path.with_suffix(".unfinished").rename(path)
    return f"sqlite://{path}"


async def _postgresql(name: str, version: str, deals: int) -> str:
    connection: Any = await asyncpg.connect(f"{SERVER}/postgres")
    rows = await connection.fetch("SELECT datname FROM pg_database WHERE datname ^@ $1", PREFIX)
    there = {row["datname"] for row in rows}
    if name not in there:
        for old in there:
            if version not in old or old.endswith("_unfinished"):
                await connection.execute(f"DROP DATABASE {old}")
        await connection.execute(f"CREATE DATABASE {name}_unfinished")
        await _made(f"{SERVER}/{name}_unfinished", deals)
        await connection.execute(f"ALTER DATABASE {name}_unfinished RENAME TO {name}")
    await connection.close()
    return f"{SERVER}/{name}"


async def _made(url: str, deals: int) -> None:
    print(f"Making an account of {deals:,} deals in {url.rpartition('/')[2]} (once)")
    await rows.make(url, deals)
