"""Measuring side by side: the contestants take turns, so that what disturbs one disturbs all."""

import gc
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

TURN = 0.06  # seconds that a turn takes, about

Work = Callable[[], Awaitable[object]]


@dataclass
class Cost:
    """What one run of something takes, in seconds, once for each round."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @property
    def typical_cpu(self) -> float:
        """The median of the CPU time of all threads."""
        return median(self.cpu)

    @property
    def typical_wall(self) -> float:
        """The median of the time that passes."""
        return median(self.wall)

    def cpu_times(self, other: "Cost") -> float:
        """How many times the CPU of another; the median over the rounds."""
        return ratio(self.cpu, other.cpu)


def ratio(these: list[float], others: list[float]) -> float:
    """The median of the ratios, round by round."""
    return median(this / other for this, other in zip(these, others, strict=True))


async def side_by_side(works: Mapping[str, Work], rounds: int) -> dict[str, Cost]:
    """The cost of each of several works, in rounds of one turn each."""
    runs = {name: await _runs_a_turn(work) for name, work in works.items()}
    costs = {name: Cost() for name in works}
    gc.collect()
    for _ in range(rounds):
        for name, work in works.items():
            cpu, wall = time.process_time(), time.perf_counter()
            for _ in range(runs[name]):
                await work()
            costs[name].cpu.append((time.process_time() - cpu) / runs[name])
            costs[name].wall.append((time.perf_counter() - wall) / runs[name])
    return costs


async def _runs_a_turn(work: Work) -> int:
    await work()  # whatever happens once only
    started, runs = time.perf_counter(), 0
    while time.perf_counter() - started < TURN:
        await work()
        runs += 1
    return runs
