"""make bench: everything that is measured, side by side in one run."""

import argparse
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from unittest import mock

import uvloop

from benchmarks import (
    documents,
    growth,
    http,
    in_process,
    pages,
    report,
    segments,
    tickets,
    world,
    writing,
)
from orm.database.database import Database, open_database

PARTS = (
    *("process", "http", "pages", "segments", "statistics", "documents", "memory", "writing"),
    "growth-sqlite",
)
#: Measured where it is named, since it needs PostgreSQL.
ALSO = ("growth-postgresql",)


def main() -> None:
    """Measure the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    every = f"of {', '.join((*PARTS, *ALSO))}; or all but {', '.join(ALSO)}"
    parser.add_argument("parts", nargs="*", metavar="PART", help=every)
    parser.add_argument("--quick", action="store_true", help="a few rounds only: rough figures")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - {*PARTS, *ALSO}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    measure(asked.parts or PARTS, quick=asked.quick)
    report.summary()


def measure(parts: Any, *, quick: bool) -> None:
    """Measure, and print."""
    path = uvloop.run(world.prepared())
    people = uvloop.run(opened(path, world.people))
    rounds = 5 if quick else 15
    if "process" in parts:
        uvloop.run(opened(path, lambda it: in_process.run(it, people, rounds)))
    if "http" in parts:
        http.run(path, people, *((3, 0.5) if quick else (7, 1.0)))
    if "pages" in parts:
        uvloop.run(opened(path, lambda it: pages.run(it, people, rounds)))
    if "segments" in parts:
        uvloop.run(opened(path, lambda it: segments.run(it, people, rounds)))
    if "statistics" in parts:
        uvloop.run(opened(path, lambda it: tickets.run(it, people, rounds)))
    if "documents" in parts:
        uvloop.run(opened(path, lambda it: documents.run(it, people, 100 if quick else 300)))
    if "memory" in parts:
        documents.run_memory(path, people[0], 4_000 if quick else 20_000)
    if "writing" in parts:
        with tempfile.TemporaryDirectory(dir=world.folder()) as folder:
            copy = world.copied(path, Path(folder) / "written.sqlite3")
            with mock.patch("orm.database.sqlite.writer.Connection", writing.OnDisk):
                uvloop.run(opened(copy, lambda it: writing.run(it, people[0], 3 if quick else 7)))
    for dialect in ("sqlite", "postgresql"):
        if f"growth-{dialect}" in parts:
            uvloop.run(growth.run(dialect, asked=3 if quick else 30))


async def opened(path: Path, use: Callable[[Database], Awaitable[Any]]) -> Any:
    """What is done with the database while it is open."""
    database = await open_database(f"sqlite://{path}")
    try:
        return await use(database)
    finally:
        await database.close()


if __name__ == "__main__":
    main()
