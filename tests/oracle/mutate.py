"""Change each rule and each line of the audience, one at a time, and see that the oracle notices.

Run by hand: `make mutate`, or `python -m tests.oracle.mutate PART_OF_A_NAME ...`.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from orm.database.migrating import apply
from resolvers.runtime.runtime import Runtime, open_runtime
from schema.execution.graph import Graph
from tests.oracle import listening
from tests.oracle.choosing.table import dwell
from tests.oracle.equivalent import elsewhere, equivalent
from tests.oracle.exploring import explore
from tests.oracle.mutants import Mutant, of_lines, of_nothing, of_rules
from tests.oracle.showing.asking import BRIEFLY
from tests.oracle.showing.kept import KEPT_BRIEFLY

EXAMPLES = int(os.environ.get("WHOSE_EXAMPLES", "300"))
#: Of each change that makes no difference.
EXAMPLES_OF_NOTHING = 10
thorough = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
#: What a change is about, where its name does not begin with that.
ALSO = {
    "Message": "Ticket",
    "InternalNote": "Ticket",
    "CustomerReplied": "Ticket",
    "ColleagueReplied": "Colleague",
    "AccessChanged": "User",
    "Responsibilities": "User",
    "History": "Deal",
}


class Field:
    """Where mutants are hunted: a database, and the graph of the service as it should be."""

    def __init__(self, runner: asyncio.Runner, runtime: Runtime) -> None:
        self._runner, self._runtime, self._graph = runner, runtime, Graph(runtime)

    def hunt(self, mutant: Mutant, most: int = EXAMPLES) -> tuple[int, str]:
        """After how many examples the model and the service differ, and how; if they do.

        most: how many examples are tried.
        """
        about = (kind for word, kind in ALSO.items() if mutant.name.startswith(word))
        dwell(next(about, mutant.name))
        # What a rule is goes into the plans of a graph.
        graph = Graph(self._runtime) if mutant.attribute == "rules" else self._graph
        examples = 0
        # Whom a line reaches is heard; what is only asked less of still counts where it differs.
        documents = (BRIEFLY, KEPT_BRIEFLY) if mutant.attribute == "rules" else ()

        @given(data=st.data())
        @settings(thorough, max_examples=most)
        def example(data: Any) -> None:
            nonlocal examples
            examples += 1
            self._runner.run(explore(self._runtime, graph, data, documents))

        with mutant.alive():
            try:
                example()
            except Exception as error:
                first, *_ = [*str(error).splitlines(), ""]
                return examples, f"{type(error).__name__}: {first[:110]}"
        return examples, ""


@contextmanager
def opened() -> Iterator[Field]:
    """A field of its own, on SQLite."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        url = f"sqlite://{folder}/whose.sqlite3"
        runner.run(apply(url, lambda migration: None))
        runtime = runner.run(open_runtime(url))
        try:
            yield Field(runner, runtime)
        finally:
            dwell("")  # other explorations follow in this process
            runner.run(runtime.close())


def caught_wrongly(field: Field, most: int) -> list[str]:
    """Changes that make no difference and are caught in so many examples each, and how."""
    found = ((it.name, field.hunt(it, most)[1]) for it in of_nothing())
    return [f"{name}: {how}" for name, how in found if how]


def main(wanted: list[str]) -> None:
    """Hunt every mutant, or those whose names hold one of some words."""
    listening.PATIENCE = 2.0
    mutants = [*of_rules(), *of_lines()]
    chosen = [it for it in mutants if not wanted or any(word in it.name for word in wanted)]
    with opened() as field:
        if wrongly := caught_wrongly(field, EXAMPLES_OF_NOTHING):
            sys.exit("Caught, though it makes no difference:\n" + "\n".join(wrongly))
        missed = _table(field, chosen)
    print(f"\n{len(chosen)} changes, {missed} not caught.")
    sys.exit(missed > 0)


def _table(field: Field, mutants: list[Mutant]) -> int:
    """Print what became of each; answers how many were not caught."""
    missed = 0
    print("| Changed | Caught | After | By |\n|---|---|---|---|")
    for mutant in mutants:
        start, same, other = time.monotonic(), equivalent(mutant.name), elsewhere(mutant.name)
        examples, how = (0, same or other or "") if same or other else field.hunt(mutant)
        missed += not how
        caught = "equivalent" if same else "elsewhere" if other else "yes" if how else "NO"
        took = f"{examples} examples, {time.monotonic() - start:.0f} s"
        print(f"| {mutant.name} | {caught} | {took} | {how} |", flush=True)
    return missed


if __name__ == "__main__":
    main(sys.argv[1:])
