"""The command `whose import`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from imports.files import report as reporting
from imports.files.mapping import OWN, load
from imports.files.translate import Translated, translate
from imports.write import Progress as ImportProgress
from imports.write import write
from resolvers import operator
from resolvers.runtime.runtime import Runtime
from server.cli.terminal import console, with_runtime

Sources = Annotated[
    list[Path], typer.Argument(help="A directory of CSV files, or single ones.", exists=True)
]


def import_(
    sources: Sources,
    account: Annotated[str, typer.Option(help="The name of the account to import into.")],
    mapping: Annotated[
        str, typer.Option(help="What the files mean: the name of a mapping, or a TOML file.")
    ] = OWN,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do it all, report it all, keep nothing of it.")
    ] = False,
    silent: Annotated[
        bool, typer.Option("--silent", help="Notify nobody of what is theirs now.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(help="Write a CSV file with a line for each row that was not unchanged."),
    ] = None,
) -> None:
    """Import users, teams, companies, contacts, deals, projects and tickets from CSV files.

    It happens wholly or not at all; doing it again changes only what is different by then.
    """
    translated = translate(load(mapping), mapping, sources)
    if report is not None:
        reporting.write(report, [])
    out = console()

    async def work(runtime: Runtime) -> None:
        to = await operator.account_named(runtime.database, account)
        with bar() as progress:
            await write(
                runtime.database,
                to.id,
                translated.rows,
                silent=silent,
                dry_run=dry_run,
                progress=progress,
            )

    with_runtime(work)
    _tell(out, translated, report, dry_run=dry_run)


def _tell(out: Console, done: Translated, report: Path | None, *, dry_run: bool) -> None:
    reporting.show(out, done.rows, done.remarks)
    if dry_run:
        out.print("\nThis was a dry run: nothing of it was kept.")
    if report is not None:
        reporting.write(report, done.rows)


@contextmanager
def bar() -> Iterator[ImportProgress]:
    """A progress bar on standard error; none where that is no terminal."""
    err = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done)

        yield show
