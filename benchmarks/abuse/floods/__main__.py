"""The process that attacks: `python -m benchmarks.abuse.floods FLOOD PORT SECONDS`.

It says when it is ready, begins at the end of its input, and prints as JSON what came back.
"""

import asyncio
import os
import resource
import sys

import orjson
import uvloop

from benchmarks.abuse.attack import Attack, run
from benchmarks.abuse.floods import FLOODS


async def main() -> None:
    """Attack for some seconds, and say what came back."""
    name, port, seconds = sys.argv[1:]
    flood, attack = FLOODS[name], Attack(int(port))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await run(flood.wave, attack, float(seconds), lasting=flood.lasting)
    print(orjson.dumps(dict(attack.tally)).decode(), flush=True)


if __name__ == "__main__":
    os.nice(5)  # whoever is measured comes first
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(main())
