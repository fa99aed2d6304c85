"""What is shown of a flood: how long people waited beside what they are used to, and the goals."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.console import Group
from rich.table import Table
from rich.text import Text

from benchmarks import report
from benchmarks.abuse.attack import Flood
from benchmarks.abuse.run import Bench, Outcome, Samples
from benchmarks.abuse.victims import Sample

TIMES = 5.0  # the p99 of anybody's question is at most so many times that of a quiet run
LONGEST_READ = 0.1  # seconds, of anybody's read
LONGEST_STOP = 10.0  # seconds
JUDGED = ("read of", "write", "other")


class Waits(NamedTuple):
    """How long people waited, in seconds, and how often in vain."""

    p50: float
    p99: float
    longest: float
    failed: int
    asked: int

    def is_met(self, usual: "Waits") -> bool:
        """Whether nearly all were answered, and in a few times what they are used to."""
        return self.failed * 100 <= self.asked and self.p99 <= TIMES * usual.p99

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> "Waits":
        """The waits of some samples."""
        seconds = sorted(sample.seconds for sample in samples) or [math.nan]
        failed = sum(not sample.is_fine for sample in samples)
        return cls(
            _percentile(seconds, 50), _percentile(seconds, 99), seconds[-1], failed, len(samples)
        )


def _percentile(seconds: list[float], percent: int) -> float:
    return seconds[math.ceil(len(seconds) * percent / 100) - 1]


def quiet(benches: Sequence[Bench]) -> None:
    """Show what people are used to."""
    table = _table("A quiet run", benches, ("p50", "p99", "max"))
    for probe in benches[0].quiet:
        cells = []
        for bench in benches:
            waits = Waits.of(bench.quiet[probe])
            cells += [_ms(waits.p50), _ms(waits.p99), _ms(waits.longest)]
        table.add_row(probe, *cells)
    report.console.print(table, "")


def flooded(flood: Flood, benches: Sequence[Bench], outcomes: Sequence[Outcome]) -> None:
    """Show what people waited for in a flood, and what the flood was answered."""
    columns = ("p50", "p99", "max", "p99/quiet", "failed")
    table = _table(f"{flood.name}: {flood.sentence}", benches, columns)
    for probe in benches[0].quiet:
        cells: list[str] = []
        for bench, outcome in zip(benches, outcomes, strict=True):
            cells += _cells(flood, bench, probe, outcome.samples)
        table.add_row(probe, *cells)
    notes = [_note(bench, outcome) for bench, outcome in zip(benches, outcomes, strict=True)]
    report.console.print(Group(table, *notes, ""))


def _cells(flood: Flood, bench: Bench, probe: str, samples: Samples) -> list[str]:
    usual, waits = Waits.of(bench.quiet[probe]), Waits.of(samples[probe])
    what = f"{bench.service.name}, {flood.name}, {probe}"
    ratio = waits.p99 / usual.p99
    times, longest = f"×{ratio:.3g}", _ms(waits.longest)
    if probe.startswith(JUDGED):
        times = _judged(
            times,
            waits.is_met(usual),
            f"{what}: p99 {times} (≤{TIMES:g}), {waits.failed} of {waits.asked} failed",
        )
    if probe.startswith("read of"):
        is_met = waits.longest <= LONGEST_READ
        longest = _judged(longest, is_met, f"{what}: {longest} ms (≤{_ms(LONGEST_READ)})")
    failed = f"[bold red]{waits.failed}[/]" if waits.failed else "0"
    return [_ms(waits.p50), _ms(waits.p99), longest, times, f"{failed}/{waits.asked}"]


def _judged(shown: str, is_met: bool, miss: str) -> str:
    if is_met:
        return f"[green]{shown} ✓[/]"
    report.MISSED.append(miss)
    return f"[bold red]{shown} ✗[/]"


def _note(bench: Bench, outcome: Outcome) -> Text:
    calm = "started anew" if outcome.calm is None else f"calm after {outcome.calm:.1f} s"
    before, after = outcome.megabytes
    return Text(
        f"{bench.service.name}: {calm}; {before:.0f} MB before, {after:.0f} after;"
        f" the flood was answered: {outcome.tally}"
    )


def stopped(bench: Bench, took: float | None) -> None:
    """Show how long it took to stop."""
    seconds = math.inf if took is None else took
    goal = report.at_most(seconds, LONGEST_STOP, f"{bench.service.name}, stopping", " s")
    report.console.print(f"{bench.service.name}: stopped while costly lists were asked for: {goal}")


def overview(benches: Sequence[Bench], outcomes: Sequence[dict[str, Outcome]]) -> None:
    """Show the p99 of everybody in every flood on one page."""
    report.console.print("[bold]p99 in ms, and how many times that of the quiet run[/]")
    probes = [probe for probe in benches[0].quiet if probe.startswith(JUDGED)]
    table = Table(
        "flood", "", *(probe.replace(": ", "\n").replace(" of ", "\nof ") for probe in probes)
    )
    for name in outcomes[0]:
        for bench, of_it in zip(benches, outcomes, strict=True):
            cells = [_short(bench.quiet[it], of_it[name].samples[it]) for it in probes]
            first = name if bench is benches[0] else ""
            table.add_row(first, bench.service.name, *cells)
    report.console.print(table, "")


def _short(quiet: Sequence[Sample], samples: Sequence[Sample]) -> str:
    usual, waits = Waits.of(quiet), Waits.of(samples)
    colour = "green" if waits.is_met(usual) else "bold red"
    failed = f"\n{waits.failed / waits.asked:.0%} failed" if waits.failed else ""
    return f"[{colour}]{_ms(waits.p99)} ×{waits.p99 / usual.p99:.3g}{failed}[/]"


def as_json(bench: Bench, outcomes: dict[str, Outcome], took: float | None) -> dict[str, Any]:
    """The figures of a service, in seconds and megabytes."""
    return {
        "quiet": _waits(bench.quiet),
        "floods": {
            name: {
                "waits": _waits(outcome.samples),
                "answered": dict(outcome.tally),
                "calm": outcome.calm,
                "megabytes": outcome.megabytes,
            }
            for name, outcome in outcomes.items()
        },
        "stopped": took,
    }


def _waits(samples: Samples) -> dict[str, dict[str, float]]:
    return {probe: Waits.of(some)._asdict() for probe, some in samples.items()}


def _table(title: str, benches: Sequence[Bench], columns: Sequence[str]) -> Table:
    report.console.print(f"[bold]{title}[/]", highlight=False)
    table = Table()
    table.add_column("ms", no_wrap=True)
    for bench in benches:
        for number, column in enumerate(columns):
            head = column if number or len(benches) == 1 else f"{bench.service.name}\n{column}"
            table.add_column(head, justify="right", no_wrap=True)
    return table


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}" if seconds >= 0.1 else report.milliseconds(seconds)
