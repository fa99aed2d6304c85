"""One flood after the other on services that run beside each other, one of them at a time."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field

import orjson

from benchmarks.abuse.attack import Flood
from benchmarks.abuse.floods.operations import costly_lists
from benchmarks.abuse.service import Service
from benchmarks.abuse.tally import Tally
from benchmarks.abuse.victims import Sample, Victims

BEFORE = 1.0  # seconds that victims ask before they are measured, so that all is warm
STOPPED_AFTER = 2.0  # seconds that the last flood takes before the service is asked to stop

Samples = dict[str, list[Sample]]


@dataclass
class Outcome:
    """What became of a service in one flood."""

    samples: Samples
    tally: Tally = field(default_factory=Tally)
    #: Seconds until it was ready and had nothing to do; None where it had to be started anew.
    calm: float | None = 0.0
    #: What it held in memory before and after.
    megabytes: tuple[float, float] = (0.0, 0.0)


class Bench:
    """A service, those who are measured on it, and what they are used to."""

    def __init__(self, service: Service, victims: Victims, seconds: float) -> None:
        self.service = service
        self.quiet: Samples = {}
        self._victims, self._seconds = victims, seconds

    @classmethod
    async def open(cls, service: Service, seconds: float) -> "Bench":
        """Start the service, and measure it while nobody attacks."""
        await service.start()
        bench = cls(service, await Victims.of(service.port), seconds)
        await bench._victims.during(asyncio.sleep(BEFORE))
        bench.quiet = await bench._victims.during(asyncio.sleep(seconds))
        return bench

    async def under(self, flood: Flood) -> Outcome:
        """What becomes of it in a flood."""
        before = self.service.megabytes()
        tally = Tally()
        attacker = await self._attacker(flood)
        samples = await self._victims.during(attacked(attacker, tally))
        await attacker.wait()
        calm = await self.service.calm()
        return Outcome(samples, tally, calm, (before, self.service.megabytes()))

    async def stop(self) -> float | None:
        """The seconds that it takes to stop in the midst of statements that go on; or None."""
        attacker = await self._attacker(costly_lists)
        attack = asyncio.create_task(attacked(attacker, Tally()))
        await asyncio.sleep(STOPPED_AFTER)
        took = await self.service.stop()
        await attack
        await attacker.wait()
        return took

    async def _attacker(self, flood: Flood) -> Process:
        """A process that attacks as soon as it is told to."""
        arguments = (flood.name, str(self.service.port), str(self._seconds))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.abuse.floods", *arguments, stdin=PIPE, stdout=PIPE
        )
        assert process.stdout
        await process.stdout.readline()
        return process


async def attacked(attacker: Process, tally: Tally) -> None:
    """Let a process attack, and count what it is answered."""
    assert attacker.stdin
    assert attacker.stdout
    attacker.stdin.close()
    tally.update(orjson.loads(await attacker.stdout.readline()))
