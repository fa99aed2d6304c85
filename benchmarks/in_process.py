"""CPU and wall of the three questions without HTTP."""

from collections.abc import Sequence
from typing import Protocol

import orjson
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.by_hand import ByHand
from benchmarks.measure import Cost, Work, side_by_side
from benchmarks.questions import QUESTIONS, Question
from benchmarks.report import at_most, milliseconds, show
from benchmarks.usual import Usual
from benchmarks.whose import Whose
from benchmarks.world import Person
from orm.database.database import Database

BY_HAND_TIMES = 1.3
COLUMNS = (
    "",
    "viewer",
    "Whose",
    "by hand",
    "Whose / by hand",
    "usual",
    "usual / Whose",
    "cached",
)


class Contestant(Protocol):
    """Whoever answers the questions."""

    name: str

    async def answer(self, question: Question, person: Person) -> bytes:
        """The whole answer."""


async def agree(contestants: Sequence[Contestant], question: Question, person: Person) -> None:
    """Raise unless all give the same answer."""
    answers = [orjson.loads(await one.answer(question, person)) for one in contestants]
    for contestant, answer in zip(contestants, answers, strict=True):
        if answer != answers[0]:
            raise RuntimeError(
                f"{question.name}: {contestant.name} answers otherwise\n{answer}\n{answers[0]}"
            )


def work(contestant: Contestant, question: Question, person: Person) -> Work:
    """Answering a question once."""
    return lambda: contestant.answer(question, person)


async def run(database: Database, people: Sequence[Person], rounds: int) -> None:
    """Measure, and print."""
    # The usual way, and as a courtesy the same with Strawberry's two caches of documents.
    cached = Usual("caches on", [ParserCache(), ValidationCache()])
    contestants: list[Contestant] = [Whose(database), ByHand(database.readers), Usual(), cached]
    lines = []
    for question in QUESTIONS:
        for person in people:
            await agree(contestants, question, person)
            works = {one.name: work(one, question, person) for one in contestants}
            costs = await side_by_side(works, rounds)
            whose, hand, usual = (costs[one.name] for one in contestants[:3])
            what = f"{question.name} {person.name}, CPU in process, Whose by SQL by hand"
            lines.append(
                (
                    question.name,
                    person.name,
                    shown(whose),
                    shown(hand),
                    at_most(whose.cpu_times(hand), BY_HAND_TIMES, what),
                    shown(usual),
                    f"{usual.cpu_times(whose):.1f}×",
                    shown(costs[cached.name]),
                )
            )
    show("In process, milliseconds a query: CPU of all threads | wall", COLUMNS, lines)


def shown(cost: Cost) -> str:
    """CPU and wall of one run."""
    return f"{milliseconds(cost.typical_cpu)} | {milliseconds(cost.typical_wall)}"
