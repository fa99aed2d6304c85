"""Change each rule and each line of the audience, one at a time, and see that the oracle notices.

Run by hand: `make mutate`, or `python -m tests.oracle.mutate PART_OF_A_NAME ...`.
"""

import asyncio
import importlib
import os
import pkgutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import permissions
from notifications import delivery, stakeholders
from notifications.audience import AUDIENCE, AudienceRule
from orm.database.migrating import apply
from permissions.rule import Access, Permission, everyone
from resolvers.runtime.runtime import Runtime, open_runtime
from schema.execution.graph import Graph
from tests.oracle import listening
from tests.oracle.choosing.table import dwell
from tests.oracle.equivalent import elsewhere, equivalent
from tests.oracle.exploring import explore
from tests.oracle.showing.asking import BRIEFLY
from tests.oracle.showing.kept import KEPT_BRIEFLY

EXAMPLES = int(os.environ.get("WHOSE_EXAMPLES", "300"))
thorough = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
#: Another circle for each, of people who are about as near.
OTHERS: dict[stakeholders.Recipients, stakeholders.Recipients] = {
    stakeholders.responsible: stakeholders.customer_managers,
    stakeholders.customer_managers: stakeholders.responsible,
    stakeholders.named_managers: stakeholders.responsible,
    stakeholders.the_new: stakeholders.the_old,
    stakeholders.the_old: stakeholders.the_new,
    stakeholders.the_others: stakeholders.the_new,
    stakeholders.participants: stakeholders.responsible,
    stakeholders.concerned: stakeholders.admins,
    stakeholders.admins: stakeholders.concerned,
}


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


@dataclass(frozen=True)
class Mutant:
    """One thing that is otherwise than it should be."""

    name: str
    #: What is replaced: an object, an attribute of it, and by what.
    target: Any
    attribute: str
    value: Any

    @contextmanager
    def alive(self) -> Iterator[None]:
        """It is so meanwhile."""
        with mock.patch.object(self.target, self.attribute, self.value):
            yield


def of_rules() -> Iterator[Mutant]:
    """Each rule left out, and each granted to everyone."""
    for module in pkgutil.iter_modules(permissions.__path__):
        importlib.import_module(f"permissions.{module.name}")
    for access in sorted(Access.__subclasses__(), key=lambda it: it.__name__):
        for permission in access.permissions().values():
            yield from _of(permission)


def _of(permission: Permission[Any]) -> Iterator[Mutant]:
    for at, rule in enumerate(permission.rules):
        before, after = permission.rules[:at], permission.rules[at + 1 :]
        name = f"{permission}: {rule.words}"
        if rule is not permission_of_nobody():
            yield Mutant(f"{name}: left out", permission, "rules", (*before, *after))
        if rule.words not in (everyone.words, "everyone with the module"):
            granted = (*before, everyone, *after)
            yield Mutant(f"{name}: everyone", permission, "rules", granted)


def permission_of_nobody() -> Any:
    """The rule that grants nothing, which is left out by itself."""
    return importlib.import_module("permissions.rule").nobody


def of_lines() -> Iterator[Mutant]:
    """Each line of the audience left out, of another circle, and told of otherwise."""
    for at, line in enumerate(AUDIENCE):
        others = {
            "left out": (),
            f"to {OTHERS[line.who].__name__}": (replace(line, who=OTHERS[line.who]),),
        }
        if line.even_if_unreadable:
            others["not if unreadable"] = (replace(line, even_if_unreadable=False),)
        if not line.by_default:
            others["by default"] = (replace(line, by_default=True),)
        for how, lines in others.items():
            yield _line(at, line, how, lines)


def _line(at: int, line: AudienceRule, how: str, lines: tuple[AudienceRule, ...]) -> Mutant:
    table = (*AUDIENCE[:at], *lines, *AUDIENCE[at + 1 :])
    return Mutant(
        f"{line.event.__name__} to {line.who.__name__}: {how}", delivery, "AUDIENCE", table
    )


class Field:
    """Where mutants are hunted: a database, and the graph of the service as it should be."""

    def __init__(self, runner: asyncio.Runner, runtime: Runtime) -> None:
        self._runner, self._runtime, self._graph = runner, runtime, Graph(runtime)

    def hunt(self, mutant: Mutant) -> tuple[int, str]:
        """After how many examples the model and the service differ, and how; if they do."""
        about = (kind for word, kind in ALSO.items() if mutant.name.startswith(word))
        dwell(next(about, mutant.name))
        # What a rule is goes into the plans of a graph.
        graph = Graph(self._runtime) if mutant.attribute == "rules" else self._graph
        examples = 0
        # Whom a line reaches is heard; what is only asked less of still counts where it differs.
        documents = (BRIEFLY, KEPT_BRIEFLY) if mutant.attribute == "rules" else ()

        @given(data=st.data())
        @thorough
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


def main(wanted: list[str]) -> None:
    """Hunt every mutant, or those whose names hold one of some words."""
    listening.PATIENCE = 2.0
    mutants = [*of_rules(), *of_lines()]
    chosen = [it for it in mutants if not wanted or any(word in it.name for word in wanted)]
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        url = f"sqlite://{folder}/whose.sqlite3"
        runner.run(apply(url, lambda migration: None))
        runtime = runner.run(open_runtime(url))
        try:
            missed = _table(Field(runner, runtime), chosen)
        finally:
            runner.run(runtime.close())
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
