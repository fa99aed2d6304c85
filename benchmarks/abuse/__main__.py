"""make abuse: what everybody else notices of a flood, beside a quiet run."""

import argparse
import asyncio
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import uvloop

from benchmarks import report
from benchmarks.abuse import table
from benchmarks.abuse.cores import measure_on_the_last
from benchmarks.abuse.floods import FLOODS
from benchmarks.abuse.run import Bench, Outcome
from benchmarks.abuse.service import Checkout, Service, dropped, postgresql

DATABASES = ("sqlite", "postgresql")
SERVER = "postgres://postgres@127.0.0.1:5432"


def main() -> None:
    """Attack, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.abuse", description=__doc__)
    parser.add_argument(
        "floods", nargs="*", metavar="FLOOD", help=f"of {', '.join(FLOODS)}; or all"
    )
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="sqlite")
    parser.add_argument("--beside", type=Path, help="another checkout, attacked in the same run")
    parser.add_argument("--seconds", type=float, default=6, help="that a flood lasts at least")
    parser.add_argument("--deals", type=int, default=60_000, help="that the account has")
    parser.add_argument("--postgresql", default=SERVER, help="a server for databases of its own")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    asked = parser.parse_args()
    if unknown := set(asked.floods) - set(FLOODS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    measure_on_the_last()
    databases = DATABASES if asked.database == "both" else [asked.database]
    figures = {database: uvloop.run(measure(database, asked)) for database in databases}
    if asked.json:
        asked.json.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2))
    report.summary()


async def measure(database: str, asked: Any) -> dict[str, Any]:
    """Attack the services on one kind of database; the figures of each."""
    if task := asyncio.current_task():  # however it is ended, no service is left behind
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    floods = [FLOODS[name] for name in asked.floods or FLOODS]
    async with AsyncExitStack() as stack:
        benches = [
            await stack.enter_async_context(opened(checkout, database, asked))
            for checkout in checkouts(asked.beside)
        ]
        report.console.rule(f"{database}, {asked.deals:,} deals")
        table.quiet(benches)
        outcomes: list[dict[str, Outcome]] = [{} for _ in benches]
        for flood in floods:
            for bench, of_it in zip(benches, outcomes, strict=True):
                of_it[flood.name] = await bench.under(flood)
            table.flooded(flood, benches, [of_it[flood.name] for of_it in outcomes])
        table.overview(benches, outcomes)
        return dict([await ended(bench, it) for bench, it in zip(benches, outcomes, strict=True)])


async def ended(bench: Bench, outcomes: dict[str, Outcome]) -> tuple[str, dict[str, Any]]:
    """Stop a service; its name and its figures."""
    took = await bench.stop()
    table.stopped(bench, took)
    return bench.service.name, table.as_json(bench, outcomes, took)


def checkouts(beside: Path | None) -> Sequence[Checkout]:
    """This checkout, after the one that it is compared with."""
    roots = [beside.resolve()] if beside else []
    return [*(Checkout(_commit(root), root) for root in roots), Checkout("here")]


def _commit(root: Path) -> str:
    command = ["git", "-C", str(root), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@asynccontextmanager
async def opened(checkout: Checkout, database: str, asked: Any) -> AsyncIterator[Bench]:
    """A service on a database of its own, which are both gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        is_file = database == "sqlite"
        url = f"sqlite://{folder}/abuse.sqlite3" if is_file else await postgresql(asked.postgresql)
        service = Service(checkout, url)
        try:
            print(f"Filling a database for {checkout.name}", file=sys.stderr)
            await asyncio.to_thread(service.prepare, asked.deals)
            yield await Bench.open(service, asked.seconds)
        finally:
            service.kill()
            if not is_file:
                await dropped(url)


if __name__ == "__main__":
    main()
