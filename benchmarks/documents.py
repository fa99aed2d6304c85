"""Documents never seen before: what the first answer costs, and what thousands of them leave."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.report import at_most, milliseconds, show
from benchmarks.whose import Whose
from benchmarks.world import Person
from orm.database.database import Database, open_database
from server.process.garbage import tune_garbage_collector

FIRST_ANSWER = 20  # milliseconds of CPU
GROWTH = 1.1
COMPANY = "id name status email phone website city country industry version createdAt label kind"
DEAL = "id title status version createdAt updatedAt expectedClosing closedAt closingReason label"
USER = "id name firstName lastName status isMe"
VARIABLES: dict[str, object] = {"first": 50, "deals": 5}


def ever_new(seed: int) -> Iterator[str]:
    """Documents of the size of Q2, each of which asks for other fields under other names."""
    chance, number = random.Random(seed), 0
    while True:
        number += 1
        yield (
            f"query Q{number}($first: Int!, $deals: Int!) {{ companies(first: $first) {{ nodes {{"
            f" {_some(chance, COMPANY, 3)} {_user(chance, 'accountManager')}"
            f" {_user(chance, 'secondAccountManager')}"
            f" d{number}: deals(first: $deals) {{ nodes {{ {_some(chance, DEAL, 3)}"
            f" amount {{ amount currency }} {_user(chance, 'assignedTo')} }} }} }} }} }}"
        )


def _some(chance: random.Random, names: str, least: int) -> str:
    known = names.split()
    chosen = chance.sample(known, chance.randint(least, least + 2))
    return " ".join(f"{name}{chance.randrange(1000)}: {name}" for name in chosen)


def _user(chance: random.Random, field: str) -> str:
    return f"{field} {{ {_some(chance, USER, 2)} }}"


async def run(database: Database, people: Sequence[Person], count: int) -> None:
    """Measure first answers, and print."""
    whose, lines = Whose(database), []
    for person in people:
        taken, documents = [], ever_new(person.id)
        await whose.ask(next(documents), VARIABLES, person.token)
        tune_garbage_collector()  # as the service does when it has started
        for _ in range(count):
            text, before = next(documents), time.process_time()
            await whose.ask(text, VARIABLES, person.token)
            taken.append(time.process_time() - before)
        worst = max(taken)
        lines.append(
            (
                f"{count} documents",
                person.name,
                milliseconds(median(taken)),
                milliseconds(sorted(taken)[int(count * 0.99)]),
                at_most(
                    worst * 1000, FIRST_ANSWER, f"first document {person.name}, at most", " ms"
                ),
            )
        )
    columns = ("", "viewer", "median", "99th percentile", "most")
    show("Documents never seen before, CPU milliseconds to the whole answer", columns, lines)


def run_memory(path: Path, person: Person, count: int) -> None:
    """Measure what ever new documents leave in a process of its own, and print."""
    command = [sys.executable, "-m", "benchmarks.memory", str(path), person.token, str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    early, late = (float(part) for part in done.stdout.split())
    growth = at_most(late / early, GROWTH, "memory under ever new documents")
    line = (f"{count:,} documents", person.name, f"{early:.0f}", f"{late:.0f}", growth)
    columns = ("", "viewer", f"at {count // 4:,}", "at the end", "end / quarter")
    show("Memory of the process under ever new documents, MB", columns, [line])


async def grow(path: str, token: str, count: int) -> Iterator[float]:
    """Answer so many documents; the megabytes in use after a quarter and at the end."""
    database = await open_database(f"sqlite://{path}")
    whose, documents, sizes = Whose(database), ever_new(7), []
    tune_garbage_collector()
    for number in range(1, count + 1):
        await whose.ask(next(documents), VARIABLES, token)
        if number in (count // 4, count):
            sizes.append(_resident())
    await database.close()
    return iter(sizes)


def _resident() -> float:
    text = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in text.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
