"""Requests a second over HTTP: Whose, a bare route with SQL by hand, and the usual way."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.measure import ratio
from benchmarks.questions import QUESTIONS, Question
from benchmarks.report import at_least, milliseconds, show
from benchmarks.services import COMMANDS, Service
from benchmarks.world import Person

CONNECTIONS = 16
BARE_TIMES = 0.85
COLUMNS = (
    "",
    "viewer",
    "Whose /s",
    "bare /s",
    "usual /s",
    "/ bare",
    "/ usual",
    "Whose ms",
    "bare ms",
    "usual ms",
)


@dataclass
class Rate:
    """What a service did under load, once for each round."""

    a_second: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def shown_cpu(self) -> str:
        """The CPU that a request takes in the service, in milliseconds."""
        return milliseconds(median(self.cpu))


def run(path: Path, people: Sequence[Person], rounds: int, seconds: float) -> None:
    """Measure, and print."""
    with ExitStack() as stack:
        services = [stack.enter_context(Service.start(name, path)) for name in COMMANDS]
        lines = [
            _line(question, person, services, rounds, seconds)
            for question in QUESTIONS
            for person in people
        ]
    show(
        f"Over HTTP, {CONNECTIONS} connections; in ms: CPU of the server for a request",
        COLUMNS,
        lines,
    )


def _line(
    question: Question, person: Person, services: Sequence[Service], rounds: int, seconds: float
) -> list[str]:
    answers = [service.answer(question, person) for service in services]
    if any(answer != answers[0] for answer in answers):
        raise RuntimeError(f"{question.name}: the services answer differently.")
    rates = {service.name: Rate() for service in services}
    for number in range(rounds + 1):
        for service in services:
            count, took, cpu = _load(service, question, person, seconds if number else 0.3)
            if number:  # the first round only warms up
                rates[service.name].a_second.append(count / took)
                rates[service.name].cpu.append(cpu / count)
    whose, bare, usual = (rates[name] for name in COMMANDS)
    what = f"{question.name} {person.name}, over HTTP, Whose by"
    times_usual = ratio(whose.a_second, usual.a_second)
    return [
        question.name,
        person.name,
        *(f"{median(rate.a_second):.0f}" for rate in (whose, bare, usual)),
        at_least(ratio(whose.a_second, bare.a_second), BARE_TIMES, f"{what} the bare route"),
        at_least(times_usual, question.times_usual, f"{what} the usual way"),
        *(rate.shown_cpu for rate in (whose, bare, usual)),
    ]


def _load(
    service: Service, question: Question, person: Person, seconds: float
) -> tuple[int, float, float]:
    arguments = [str(service.port), str(CONNECTIONS), str(seconds)]
    before = service.cpu()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", *arguments],
        input=service.request(question, person),
        stdout=subprocess.PIPE,
        check=True,
    )
    count, took, _ = done.stdout.decode().split()
    return int(count), float(took), service.cpu() - before
